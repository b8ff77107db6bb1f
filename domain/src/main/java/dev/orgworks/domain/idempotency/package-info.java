/**
 * Doing something once however often it is asked for: what a caller's Idempotency-Key stands for, and what was answered.
 * Depends on jobs (housekeeping) and the database.
 */
@NullMarked
package dev.orgworks.domain.idempotency;

import org.jspecify.annotations.NullMarked;
