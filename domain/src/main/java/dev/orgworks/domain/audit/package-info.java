/**
 * Who did what, when: one row for every change, written in the change's own transaction, each linked to the one before it by
 * its hash, so that tampering shows.
 * Depends on directory and database.
 */
@NullMarked
package dev.orgworks.domain.audit;

import org.jspecify.annotations.NullMarked;
