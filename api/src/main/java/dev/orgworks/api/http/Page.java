package dev.orgworks.api.http;

/**
 * Which part of a list is asked for; a parameter of this type is filled from the query.
 *
 * @param limit how many at most: 1 to 100, 50 unless told
 * @param offset how many to pass over
 */
public record Page(int limit, long offset) {

    static final int DEFAULT = 50;
    public static final int MOST = 100;
}
