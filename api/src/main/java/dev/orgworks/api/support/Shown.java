package dev.orgworks.api.support;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.orgworks.domain.support.DeskRow;
import java.util.Map;
import java.util.UUID;

/**
 * A row as the support contract shows it.
 *
 * @param organizationId the organization's UUID
 * @param beside the rows that it refers to, whole, by the names that the contract gives them
 */
record Shown<T extends DeskRow>(
        @JsonUnwrapped T row,
        UUID organizationId,
        @JsonAnyGetter Map<String, Object> beside) {}
