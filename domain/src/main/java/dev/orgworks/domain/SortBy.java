package dev.orgworks.domain;

/** A field to sort a list by. */
public record SortBy(String field, boolean descending) {}
