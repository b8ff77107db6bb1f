/**
 * Invites over HTTP: an organization's own, and what whoever has a link can do with it.
 * Depends on http.
 */
@NullMarked
package dev.orgworks.api.invites;

import org.jspecify.annotations.NullMarked;
