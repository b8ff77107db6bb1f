/**
 * The metering contract: organizations of Clerk, whose sessions are JWTs.
 * Depends on http.
 */
@NullMarked
package dev.orgworks.api.metering;

import org.jspecify.annotations.NullMarked;
