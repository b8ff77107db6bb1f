/**
 * Tokens that an organization hands out, in links and codes, so that people and programs provision themselves; and the claims of
 * seats that are made with them.
 * Depends on licenses, learners, organizations, mail, links, users, audit and database.
 */
@NullMarked
package dev.orgworks.domain.provisioning;

import org.jspecify.annotations.NullMarked;
