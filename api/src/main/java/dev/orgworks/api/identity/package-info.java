/**
 * JWTs of configured issuers: is this one genuine, and what does it say of its bearer?
 * Depends on the domain's users.
 */
@NullMarked
package dev.orgworks.api.identity;

import org.jspecify.annotations.NullMarked;
