/**
 * The rollup of the support desk's facts.
 * Depends on engine.
 */
@NullMarked
package dev.orgworks.jobs.metrics;

import org.jspecify.annotations.NullMarked;
