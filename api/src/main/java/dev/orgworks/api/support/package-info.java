/** The support desk in the support contract. Depends on {@code http}. */
@NullMarked
package dev.orgworks.api.support;

import org.jspecify.annotations.NullMarked;
