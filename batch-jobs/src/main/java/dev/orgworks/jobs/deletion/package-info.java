/**
 * Deleted organizations are purged.
 * Depends on engine.
 */
@NullMarked
package dev.orgworks.jobs.deletion;

import org.jspecify.annotations.NullMarked;
