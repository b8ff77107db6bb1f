/**
 *  * Reports: the summary, exports and their schedules.
 * Depends on http and jobs.
 */
@NullMarked
package dev.orgworks.api.reports;

import org.jspecify.annotations.NullMarked;
