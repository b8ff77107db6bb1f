package dev.orgworks.domain.support;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.orgworks.domain.database.JsonColumn;
import java.util.Map;

/** A JSON object that the desk keeps as it came. */
public record JsonObject(@JsonValue Map<String, Object> values) implements JsonColumn {}
