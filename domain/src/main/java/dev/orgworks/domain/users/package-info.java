/**
 * Who may call: bearer tokens, their roles and the organizations they reach.
 * Depends on organizations and audit.
 */
@NullMarked
package dev.orgworks.domain.users;

import org.jspecify.annotations.NullMarked;
