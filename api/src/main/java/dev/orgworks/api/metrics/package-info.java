/** The support desk's figures in the support contract. Depends on {@code http} and {@code support}. */
@NullMarked
package dev.orgworks.api.metrics;

import org.jspecify.annotations.NullMarked;
