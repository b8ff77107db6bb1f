/** Quartz: what runs when, and the queue. The runs themselves are in {@code job_run}; Quartz only knows their ids. */
@NullMarked
package dev.orgworks.scheduler;

import org.jspecify.annotations.NullMarked;
