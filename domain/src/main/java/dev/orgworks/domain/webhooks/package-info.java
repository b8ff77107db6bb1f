/**
 * Webhooks: what happens to an organization, told to addresses of its own, signed; queued in the transaction in which it happens,
 * sent after it, tried until it is delivered.
 * Depends on mail, users, secrets, organizations, jobs (housekeeping), audit and database.
 */
@NullMarked
package dev.orgworks.domain.webhooks;

import org.jspecify.annotations.NullMarked;
