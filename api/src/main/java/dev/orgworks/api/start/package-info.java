/**
 * How the process starts and ends: environment, data folder, embedded database.
 * Depends on the domain's database.
 */
@NullMarked
package dev.orgworks.api.start;

import org.jspecify.annotations.NullMarked;
