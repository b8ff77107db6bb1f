package dev.orgworks.domain.sis;

/**
 * Rows of an upload that one transaction treats.
 *
 * @param first the first row's number
 * @param last the last row's number, included
 * @param rows how many of them are staged
 */
public record RowRange(long first, long last, long rows) {}
