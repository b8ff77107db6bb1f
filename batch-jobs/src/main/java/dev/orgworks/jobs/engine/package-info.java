/**
 * How every job runs: its steps, its interruption, its restart after a crash.
 * Depends on the domain's jobs.
 */
@NullMarked
package dev.orgworks.jobs.engine;

import org.jspecify.annotations.NullMarked;
