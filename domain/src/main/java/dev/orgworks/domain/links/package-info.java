/**
 * Where people get to by the links that they are sent and the codes that they scan.
 * Depends on nothing.
 */
@NullMarked
package dev.orgworks.domain.links;

import org.jspecify.annotations.NullMarked;
