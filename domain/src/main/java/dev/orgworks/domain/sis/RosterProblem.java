package dev.orgworks.domain.sis;

import org.jspecify.annotations.Nullable;

/**
 * An error or a warning of a row, as it is kept.
 *
 * @param row the data row, from 1
 * @param line the physical line on which the record begins, from 1
 * @param byteOffset where the record begins in the upload
 */
public record RosterProblem(
        long row,
        long line,
        long byteOffset,
        String severity,
        String code,
        @Nullable String column,
        String message) {}
