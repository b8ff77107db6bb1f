/** Spring Batch jobs: one class a job, in its feature's package; what they share is in {@code engine}. */
@NullMarked
package dev.orgworks.jobs;

import org.jspecify.annotations.NullMarked;
