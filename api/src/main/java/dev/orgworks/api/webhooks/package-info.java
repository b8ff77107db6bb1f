/**
 * Webhooks: where an organization wants to be told what happens, and how that went.
 * Depends on http.
 */
@NullMarked
package dev.orgworks.api.webhooks;

import org.jspecify.annotations.NullMarked;
