/**
 * Whether the platform is up.
 * Depends on http.
 */
@NullMarked
package dev.orgworks.api.health;

import org.jspecify.annotations.NullMarked;
