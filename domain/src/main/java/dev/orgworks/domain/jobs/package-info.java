/**
 * Runs of jobs as people see them: enqueueing, progress, cancelling, restarting; and the schedules by which they recur.
 * Depends on organizations, audit and database.
 */
@NullMarked
package dev.orgworks.domain.jobs;

import org.jspecify.annotations.NullMarked;
