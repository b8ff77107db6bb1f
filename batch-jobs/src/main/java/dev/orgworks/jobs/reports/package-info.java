/**
 * Reports: the rollup of what happened, and exports.
 * Depends on engine.
 */
@NullMarked
package dev.orgworks.jobs.reports;

import org.jspecify.annotations.NullMarked;
