/**
 * Pools of seats, who holds one, who waits for one, and why somebody has access or has none.
 * Depends on http.
 */
@NullMarked
package dev.orgworks.api.licenses;

import org.jspecify.annotations.NullMarked;
