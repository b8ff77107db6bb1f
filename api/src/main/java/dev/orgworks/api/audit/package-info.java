/**
 * The audit: reading it, exporting it, proving that nobody tampered with it.
 * Depends on http.
 */
@NullMarked
package dev.orgworks.api.audit;

import org.jspecify.annotations.NullMarked;
