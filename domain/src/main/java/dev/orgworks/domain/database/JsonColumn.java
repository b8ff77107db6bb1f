package dev.orgworks.domain.database;

/** A value that a column keeps as JSON: a record whose one component is its {@code @JsonValue}. */
public interface JsonColumn {}
