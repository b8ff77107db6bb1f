/**
 * The people of an organization's roster: reading, editing by hand, and what an import may change.
 * Depends on organizations and audit.
 */
@NullMarked
package dev.orgworks.domain.learners;

import org.jspecify.annotations.NullMarked;
