/**
 * Runs of jobs as people see them: enqueueing, progress, cancelling, restarting.
 * Depends on audit.
 */
@NullMarked
package dev.orgworks.domain.jobs;

import org.jspecify.annotations.NullMarked;
