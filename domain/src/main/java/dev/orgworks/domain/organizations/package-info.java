/**
 * Organizations, the one row behind every contract.
 * Depends on audit.
 */
@NullMarked
package dev.orgworks.domain.organizations;

import org.jspecify.annotations.NullMarked;
