/**
 * What is remembered of organizations, users, memberships and tokens, and that it is still so.
 * Depends on no other feature.
 */
@NullMarked
package dev.orgworks.domain.directory;

import org.jspecify.annotations.NullMarked;
