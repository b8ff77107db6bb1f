/**
 * Learners: list, export, changes by hand.
 * Depends on http.
 */
@NullMarked
package dev.orgworks.api.learners;

import org.jspecify.annotations.NullMarked;
