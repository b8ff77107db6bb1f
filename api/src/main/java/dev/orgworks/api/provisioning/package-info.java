/**
 * Tokens that organizations hand out, their QR codes, and the claims of seats that are made with them.
 * Depends on http, and on the domain's provisioning, organizations and users.
 */
@NullMarked
package dev.orgworks.api.provisioning;

import org.jspecify.annotations.NullMarked;
