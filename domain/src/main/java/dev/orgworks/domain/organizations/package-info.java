/**
 * Organizations, the one row behind every contract.
 * Depends on directory, audit and database.
 */
@NullMarked
package dev.orgworks.domain.organizations;

import org.jspecify.annotations.NullMarked;
