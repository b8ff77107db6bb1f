/**
 * What has to be shown from outside: how fast an import is, and that an interrupted one loses nothing. The product runs in
 * processes of its own and is spoken to by HTTP; the database is only looked at. scripts/bench-sis and scripts/chaos-sis
 * start {@code BenchSis} and {@code ChaosSis} on the executable's own libraries, so that nothing here may need those of
 * the tests.
 */
@NullMarked
package dev.orgworks.api.proof;

import org.jspecify.annotations.NullMarked;
