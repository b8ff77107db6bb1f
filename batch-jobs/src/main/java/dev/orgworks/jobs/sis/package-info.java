/**
 * The roster (SIS) import's job.
 * Depends on engine and on the domain's sis and jobs.
 */
@NullMarked
package dev.orgworks.jobs.sis;

import org.jspecify.annotations.NullMarked;
