package dev.orgworks.domain.sis;

/**
 * A place between two records of an upload, at which reading can begin.
 *
 * @param byteOffset bytes of the upload before the next record, its byte-order mark included
 * @param line the physical line, from 1, on which the next record begins
 * @param row the number, from 1, that the next data row will have
 * @param blankLines blank and delimiter-only records skipped so far
 */
public record Position(long byteOffset, long line, long row, long blankLines) {}
