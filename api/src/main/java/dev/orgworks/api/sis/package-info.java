/**
 * Roster imports: uploading and reading what became of it.
 * Depends on http and jobs.
 */
@NullMarked
package dev.orgworks.api.sis;

import org.jspecify.annotations.NullMarked;
