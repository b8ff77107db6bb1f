/**
 * What every CSV that leaves or enters the platform must observe, whatever it holds.
 * Depends on nothing.
 */
@NullMarked
package dev.orgworks.domain.csv;

import org.jspecify.annotations.NullMarked;
