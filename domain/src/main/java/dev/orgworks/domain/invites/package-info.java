/**
 * Who is asked to join an organization, by a letter with a link, and what comes of it.
 * Depends on provisioning, licenses, learners, users, organizations, mail, links, jobs (housekeeping), audit and database.
 */
@NullMarked
package dev.orgworks.domain.invites;

import org.jspecify.annotations.NullMarked;
