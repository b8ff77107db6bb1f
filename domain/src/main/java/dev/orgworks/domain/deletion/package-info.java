/**
 * The end of organizations: deleted ones are purged with everything under them.
 * Depends on organizations, jobs, audit and database.
 */
@NullMarked
package dev.orgworks.domain.deletion;

import org.jspecify.annotations.NullMarked;
