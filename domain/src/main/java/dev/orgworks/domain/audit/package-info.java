/**
 * Who did what, when: one row for every change, written in the change's own transaction.
 * Depends on no other feature.
 */
@NullMarked
package dev.orgworks.domain.audit;

import org.jspecify.annotations.NullMarked;
