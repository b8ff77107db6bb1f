/**
 * The database that Orgworks runs on: the embedded MariaDB server, or the server that the operator names.
 * Depends on no other feature.
 */
@NullMarked
package dev.orgworks.domain.database;

import org.jspecify.annotations.NullMarked;
