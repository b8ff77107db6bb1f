package dev.orgworks.domain.sis;

import org.jspecify.annotations.Nullable;

/**
 * An upload that was inspected.
 *
 * @param roster the file with the rows, taken out of the upload; null: the upload itself
 * @param facts how that file is to be read
 */
record ReadyImport(NewImport wish, @Nullable String roster, RosterFile facts) {}
