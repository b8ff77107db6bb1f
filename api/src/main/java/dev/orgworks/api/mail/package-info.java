/**
 * Letters: which were sent, which wait, which could not be sent.
 * Depends on http.
 */
@NullMarked
package dev.orgworks.api.mail;

import org.jspecify.annotations.NullMarked;
