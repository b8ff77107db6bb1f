package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.Uploads.Stored;

/**
 * An upload that is to be imported.
 *
 * @param fileName the name that the caller gave the file, for people only
 * @param stored its bytes on disk
 * @param repeat import it even if the same was imported before and nothing changed since
 */
public record NewImport(long organizationId, String fileName, Stored stored, ImportOptions options, boolean repeat) {}
