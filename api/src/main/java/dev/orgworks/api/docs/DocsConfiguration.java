package dev.orgworks.api.docs;

import dev.orgworks.api.http.Page;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Contract;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springdoc.core.models.GroupedOpenApi;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The documents, one a contract; {@code orgworks.docs=false} leaves them away, and their page. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "orgworks.docs", matchIfMissing = true)
class DocsConfiguration {

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Caller.class, Organization.class, Page.class, ExpectedVersion.class)
                .replaceWithSchema(ZoneId.class, string("Europe/Berlin"))
                .replaceWithSchema(LocalTime.class, string("06:30"))
                .replaceWithSchema(ObjectNode.class, new Schema<>().types(Set.of("object")))
                .replaceWithSchema(JsonNode.class, new Schema<>())
                .replaceWithSchema(Void.class, new Schema<>().types(Set.of("null")));
    }

    @Bean
    OpenAPI api() {
        return new OpenAPI()
                .servers(List.of(new Server().url("/").description("This server")))
                .components(new Components()
                        .addSecuritySchemes(
                                DescribeOperation.BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("A token of POST /api/tokens, or a JWT of a trusted issuer.")));
    }

    @Bean
    ModelResolver modelResolver() {
        return new ModelResolver(Json31.mapper(), new SchemaNames()).openapi31(true);
    }

    @Bean
    RecordSchemas recordSchemas() {
        return new RecordSchemas();
    }

    @Bean
    GroupedOpenApi learning(ContractRoutes routes) {
        return document(Contract.LEARNING, routes);
    }

    @Bean
    GroupedOpenApi workspace(ContractRoutes routes) {
        return document(Contract.WORKSPACE, routes);
    }

    @Bean
    GroupedOpenApi studio(ContractRoutes routes) {
        return document(Contract.STUDIO, routes);
    }

    @Bean
    GroupedOpenApi support(ContractRoutes routes) {
        return document(Contract.SUPPORT, routes);
    }

    @Bean
    GroupedOpenApi metering(ContractRoutes routes) {
        return document(Contract.METERING, routes);
    }

    private static GroupedOpenApi document(Contract contract, ContractRoutes routes) {
        ContractText text = ContractText.of(contract);
        return GroupedOpenApi.builder()
                .group(contract.name().toLowerCase(Locale.ROOT))
                .addOpenApiMethodFilter(method -> routes.answers(method, contract))
                .addOperationCustomizer(new DescribeOperation(routes, text))
                .addOperationCustomizer(new DescribeRows())
                .addOpenApiCustomizer(document -> {
                    document.setInfo(new Info()
                            .title(text.title())
                            .description(text.description())
                            .version("1.0.0"));
                    document.getComponents().addSchemas("Error", text.error());
                })
                .build();
    }

    private static Schema<?> string(String example) {
        return new Schema<>().types(Set.of("string")).example(example);
    }
}
