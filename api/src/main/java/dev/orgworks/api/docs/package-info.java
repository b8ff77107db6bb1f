/**
 * The API's description: a document of OpenAPI 3.1 for each contract, and the page that shows them.
 * Depends on http, and on the domain's users and organizations.
 */
@NullMarked
package dev.orgworks.api.docs;

import org.jspecify.annotations.NullMarked;
