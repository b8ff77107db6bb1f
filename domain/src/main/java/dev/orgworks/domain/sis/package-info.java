/**
 * The roster (SIS) import: reading an upload, staging it, planning and applying the changes.
 * Depends on learners, organizations, jobs, audit and csv.
 */
@NullMarked
package dev.orgworks.domain.sis;

import org.jspecify.annotations.NullMarked;
