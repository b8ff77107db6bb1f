/**
 * Letters: queued in the transaction that decides on them, sent after it, kept until they are.
 * Depends on secrets, organizations, jobs (housekeeping), audit and database.
 */
@NullMarked
package dev.orgworks.domain.mail;

import org.jspecify.annotations.NullMarked;
