/**
 * An organization's figures, and files of what it has: asked for, or made by schedules.
 * Depends on whatever it reports about, and on jobs, audit, csv and database; nothing depends on it.
 */
@NullMarked
package dev.orgworks.domain.reports;

import org.jspecify.annotations.NullMarked;
