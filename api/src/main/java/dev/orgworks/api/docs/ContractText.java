package dev.orgworks.api.docs;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.orgworks.domain.users.Contract;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What no code says of a contract; {@code docs/<contract>.json} has it.
 *
 * @param error the schema of its refusals
 * @param refusals examples of them, by status
 * @param routes what is to be said of routes, by names such as {@code GET /health}
 */
record ContractText(
        String title,
        String description,
        Schema<?> error,
        Map<String, JsonNode> refusals,
        Map<String, RouteText> routes) {

    /**
     * What no code says of a route.
     *
     * @param status of its success, if not 200
     * @param parameters of its query, where the code takes whatever comes
     * @param requestBody where the code reads the bytes itself
     * @param request an example of its body
     * @param response an example of its success
     */
    record RouteText(
            @Nullable String summary,
            @Nullable String description,
            @Nullable String status,
            @Nullable List<Parameter> parameters,
            @Nullable RequestBody requestBody,
            @Nullable JsonNode request,
            @Nullable JsonNode response,
            @JsonProperty("responseTypes") @Nullable List<String> responseTypes) {

        static final RouteText NOTHING = new RouteText(null, null, null, null, null, null, null, null);
    }

    static ContractText of(Contract contract) {
        String file = contract.name().toLowerCase(Locale.ROOT) + ".json";
        try (InputStream in = Objects.requireNonNull(ContractText.class.getResourceAsStream(file), file)) {
            return Json31.mapper().readValue(in, ContractText.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RouteText route(String name) {
        return routes.getOrDefault(name, RouteText.NOTHING);
    }
}
