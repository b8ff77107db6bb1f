/**
 * The upkeep of licences.
 * Depends on engine.
 */
@NullMarked
package dev.orgworks.jobs.licenses;

import org.jspecify.annotations.NullMarked;
