/**
 * Organizations.
 * Depends on http.
 */
@NullMarked
package dev.orgworks.api.organizations;

import org.jspecify.annotations.NullMarked;
