/**
 * Clears what is no longer kept, of every feature.
 * Depends on the engine and the domain's jobs and audit.
 */
@NullMarked
package dev.orgworks.jobs.housekeeping;

import org.jspecify.annotations.NullMarked;
