/**
 * Tokens.
 * Depends on http.
 */
@NullMarked
package dev.orgworks.api.users;

import org.jspecify.annotations.NullMarked;
