/**
 * Who may call: platform users, their memberships, sessions and bearer tokens, and the organizations they reach.
 * Depends on directory, organizations, audit and database.
 */
@NullMarked
package dev.orgworks.domain.users;

import org.jspecify.annotations.NullMarked;
