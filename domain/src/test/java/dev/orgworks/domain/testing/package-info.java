/** What the tests of every module share: the real database. */
@NullMarked
package dev.orgworks.domain.testing;

import org.jspecify.annotations.NullMarked;
