package dev.orgworks.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.orgworks.api.http.InContract;
import dev.orgworks.api.http.RequestContract;
import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.domain.users.Contract;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The documents at {@code /docs/openapi/…}, held against the routes that exist, and the page that shows them. */
class DocsTest extends ApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> OPEN = Set.of(
            "GET /health",
            "POST /api/session",
            "GET /api/organizations/invites/accept",
            "POST /api/organizations/invites/accept",
            "POST /api/organizations/invites/accept/preview",
            "POST /api/organizations/claim-license",
            "GET /api/organizations/reports/download",
            "POST /api/organizations/claim-license/preview",
            "POST /api/organizations/reports/jobs/process",
            "POST /api/organizations/reports/jobs/process/status",
            "GET /api/organizations/{organizationId}/provisioning/{tokenId}/qr");
    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]*)\"");
    private static final Pattern HOST = Pattern.compile("(?:https?:)?//[a-zA-Z0-9]");

    /** An operation of a document. */
    record Described(String name, JsonNode operation) {}

    @ParameterizedTest
    @EnumSource(Contract.class)
    void aDocumentHasTheRoutesThatAreAnsweredInItsContractAndNoOthers(
            Contract contract,
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        Set<String> mapped = new TreeSet<>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            if (contract == contractOf(info, handler)) {
                info.getMethodsCondition()
                        .getMethods()
                        .forEach(verb -> info.getPatternValues().forEach(path -> mapped.add(verb + " " + path)));
            }
        });

        assertThat(mapped).isNotEmpty();
        Set<String> names = new TreeSet<>();
        described(contract).forEach(one -> names.add(one.name()));
        assertThat(names).isEqualTo(mapped);
    }

    @Test
    void theDocumentsTogetherHaveEveryRouteOfTheList() throws IOException {
        Set<String> listed;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/dev/orgworks/api/routes.tsv"))) {
            listed = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .filter(cells -> !cells[1].equals("/error") && !cells[1].startsWith("/docs/"))
                    .map(cells -> cells[0] + " " + cells[1])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        Set<String> all = new TreeSet<>();
        for (Contract contract : Contract.values()) {
            described(contract).forEach(one -> all.add(one.name()));
        }

        assertThat(all).isEqualTo(listed);
    }

    @ParameterizedTest
    @EnumSource(Contract.class)
    void aDocumentIsOpenApi31AndNamesNoOtherHost(Contract contract) {
        String text = document(contract).toString();
        ParseOptions options = new ParseOptions();
        options.setResolve(true);

        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(text, null, options);

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.isOpenapi31()).isTrue();
        assertThat(document(contract).path("openapi").asText()).startsWith("3.1.");
        assertThat(HOST.matcher(text).find()).as(text).isFalse();
        assertThat(parsed.getOpenAPI().getPaths()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Contract.class)
    void everyOperationSaysWhatItIsWhoMayCallItAndHowItRefuses(Contract contract) {
        Set<String> ids = new LinkedHashSet<>();
        for (Described one : described(contract)) {
            JsonNode operation = one.operation();
            assertThat(ids.add(operation.path("operationId").asText()))
                    .as(one.name())
                    .isTrue();
            assertThat(operation.path("summary").asText()).as(one.name()).isNotBlank();
            if (OPEN.contains(one.name())) {
                assertThat(operation.has("security")).as(one.name()).isFalse();
                continue;
            }
            assertThat(operation.at("/security/0/bearer").isArray())
                    .as(one.name())
                    .isTrue();
            assertThat(operation.path("description").asText()).contains("Least role: ");
            assertThat(operation.path("responses").has("401")).isTrue();
            assertThat(operation.path("responses").has("403")).isTrue();
            assertThat(operation.path("responses").has("404"))
                    .isEqualTo(one.name().contains("{"));
            assertThat(parameter(operation, "Idempotency-Key"))
                    .as(one.name())
                    .isEqualTo(one.name().startsWith("POST "));
            assertThat(parameter(operation, "organizationId") || !one.name().contains("{organizationId}"))
                    .as(one.name())
                    .isTrue();
            assertThat(operation.toString()).as(one.name()).doesNotContain("ExpectedVersion", "\"caller\"", "\"page\"");
        }
    }

    @Test
    void aSharedRouteMayBeAskedForInTheDocumentsContract() {
        for (Contract contract : List.of(Contract.LEARNING, Contract.WORKSPACE, Contract.STUDIO)) {
            JsonNode list =
                    document(contract).path("paths").path("/api/organizations").path("get");
            JsonNode header = null;
            for (JsonNode one : list.path("parameters")) {
                header = one.path("name").asText().equals(RequestContract.HEADER) ? one : header;
            }
            assertThat(header).as(list.toString()).isNotNull();
            assertThat(Objects.requireNonNull(header).at("/schema/enum/0").asText())
                    .isEqualTo(name(contract));
            assertThat(header.path("required").asBoolean(false)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Contract.class)
    void everyOrganizationRouteHasExamples(Contract contract) {
        assertThat(described(contract).stream()
                        .filter(one -> one.name()
                                .matches("[A-Z]+ (/api)?/(organizations(/\\{organizationId\\}|/owners|/categories)?"
                                        + "|organizations/\\{organizationId\\}/activate|orgs/create)")))
                .isNotEmpty()
                .allSatisfy(one -> {
                    JsonNode operation = one.operation();
                    assertThat(operation.findValues("examples")).as(one.name()).isNotEmpty();
                    if (operation.has("requestBody")) {
                        assertThat(operation.path("requestBody").findValues("examples"))
                                .as(one.name())
                                .isNotEmpty();
                    }
                });
    }

    @ParameterizedTest
    @EnumSource(Contract.class)
    void everyExampleIsAcceptedByItsSchema(Contract contract) {
        JsonNode document = document(contract);
        List<String> wrong = new ArrayList<>();
        int[] examples = {0};
        for (Described one : described(contract)) {
            List<JsonNode> contents = new ArrayList<>();
            contents.add(one.operation().path("requestBody").path("content"));
            one.operation().path("responses").forEach(response -> contents.add(response.path("content")));
            for (JsonNode content : contents) {
                for (JsonNode type : content) {
                    for (JsonNode example : type.path("examples")) {
                        assertThat(type.has("schema")).as(one.name()).isTrue();
                        examples[0]++;
                        schema(document, type.path("schema"))
                                .validate(example.path("value").toString(), InputFormat.JSON)
                                .forEach(error -> wrong.add(one.name() + ": " + error));
                    }
                }
            }
        }

        assertThat(examples[0]).isPositive();
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Contract.class)
    void aRefusalIsAsTheDocumentSays(Contract contract) {
        Map<Contract, String> paths =
                Map.of(Contract.SUPPORT, "/organizations/1", Contract.METERING, "/api/orgs/create");
        Answer refused = nobody.send(
                contract == Contract.METERING ? "POST" : "GET",
                paths.getOrDefault(contract, "/api/organizations"),
                BodyPublishers.noBody(),
                RequestContract.HEADER,
                contract == Contract.WORKSPACE || contract == Contract.STUDIO ? name(contract) : "learning");
        JsonNode document = document(contract);

        refused.expect(401);
        assertThat(schema(document, JSON.createObjectNode().put("$ref", "#/components/schemas/Error"))
                        .validate(refused.body(), InputFormat.JSON))
                .isEmpty();
        assertThat(schema(document, JSON.createObjectNode().put("$ref", "#/components/schemas/Error"))
                        .validate("{}", InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void thePageAndAllThatItLoadsIsOurs() {
        assertThat(nobody.send("GET", "/docs", BodyPublishers.noBody()).header("location"))
                .endsWith("/docs/index.html");
        Answer page = nobody.get("/docs/index.html").expect(200);
        Matcher references = REFERENCE.matcher(page.body());
        Set<String> loaded = new TreeSet<>();
        while (references.find()) {
            String reference = references.group(1);
            if (!reference.startsWith("data:")) {
                assertThat(reference).doesNotContain(":").doesNotStartWith("/");
                nobody.get("/docs/" + reference).expect(200);
                loaded.add(reference);
            }
        }

        assertThat(loaded)
                .containsExactly(
                        "start.js",
                        "swagger-ui/swagger-ui-bundle.js",
                        "swagger-ui/swagger-ui-standalone-preset.js",
                        "swagger-ui/swagger-ui.css");
        assertThat(HOST.matcher(page.body()).find()).isFalse();
        assertThat(page.body()).doesNotContainPattern("<script(?![^>]* src=)").doesNotContain("<style", " style=");
        String start = nobody.get("/docs/start.js").expect(200).body();
        assertThat(HOST.matcher(start).find()).isFalse();
        assertThat(start).contains("validatorUrl: null");
        assertThat(nobody.get("/docs/swagger-ui/swagger-ui.css").body())
                .doesNotContainPattern("url\\(['\"]?(https?:)?//")
                .doesNotContain("@import");
        for (Contract contract : Contract.values()) {
            assertThat(start).contains("'" + name(contract) + "'");
        }
        String policy = page.header("content-security-policy");
        assertThat(page.headers().allValues("content-security-policy")).hasSize(1);
        assertThat(policy).startsWith("default-src 'none'; ").contains("script-src 'self';", "connect-src 'self';");
        assertThat(policy).doesNotContain("unsafe", "http", "*");
    }

    @Test
    void nothingElseLiesThere() {
        nobody.get("/docs/openapi/nothing").refused(404);
        nobody.get("/docs/openapi").refused(404);
        nobody.get("/docs/nothing.html").refused(404);
        nobody.get("/docs/swagger-ui/index.html").refused(404);
        nobody.get("/docs/swagger-ui/swagger-initializer.js").refused(404);
        nobody.get("/docs/learning.json").refused(404);
    }

    /** Springdoc brings a library for YAML; no contract knows of it. */
    @Test
    void theApiItselfStillSpeaksJsonAlone() {
        admin.get("/api/organizations", "Accept", "application/yaml").refused(406);
        admin.send("POST", "/api/organizations", BodyPublishers.ofString("name: x"), "Content-Type", "application/yaml")
                .refused(415);
    }

    private static boolean parameter(JsonNode operation, String name) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("name").asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** A schema of a document, which may refer to the document's others. */
    private static Schema schema(JsonNode document, JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        return SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(whole);
    }

    private List<Described> described(Contract contract) {
        List<Described> all = new ArrayList<>();
        document(contract)
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(verb -> {
                    assertThat(VERBS).contains(verb.getKey());
                    all.add(new Described(
                            verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), verb.getValue()));
                }));
        return all;
    }

    private JsonNode document(Contract contract) {
        Answer answer = nobody.get("/docs/openapi/" + name(contract)).expect(200);
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String name(Contract contract) {
        return contract.name().toLowerCase(Locale.ROOT);
    }

    /** Asks as a client would find out: by the controller, else by the path. */
    private static @Nullable Contract contractOf(RequestMappingInfo info, HandlerMethod handler) {
        String path = info.getPatternValues().iterator().next();
        if (path.equals("/error") || path.startsWith("/docs/")) {
            return null;
        }
        InContract in = handler.getBeanType().getAnnotation(InContract.class);
        return in == null ? RequestContract.ofPath(path) : in.value();
    }
}
