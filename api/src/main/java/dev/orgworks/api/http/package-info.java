/**
 * What every route shares: who calls, what he may, the shape of answers and errors.
 * Depends on identity, and on the domain's users, organizations and idempotency.
 */
@NullMarked
package dev.orgworks.api.http;

import org.jspecify.annotations.NullMarked;
