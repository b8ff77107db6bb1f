/**
 * Takes facts of what learners did.
 * Depends on http.
 */
@NullMarked
package dev.orgworks.api.activity;

import org.jspecify.annotations.NullMarked;
