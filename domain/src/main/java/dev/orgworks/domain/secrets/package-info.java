/**
 * What the platform keeps encrypted, since it has to have it back: sealed with a key that is not in the database.
 * Depends on nothing.
 */
@NullMarked
package dev.orgworks.domain.secrets;

import org.jspecify.annotations.NullMarked;
