/**
 * Runs of jobs: their progress, log and events; cancelling and restarting; schedules.
 * Depends on http.
 */
@NullMarked
package dev.orgworks.api.jobs;

import org.jspecify.annotations.NullMarked;
