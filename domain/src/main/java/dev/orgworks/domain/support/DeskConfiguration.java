package dev.orgworks.domain.support;

import dev.orgworks.domain.database.JsonColumns;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of the desk's rows is kept as JSON. */
@Configuration(proxyBeanMethods = false)
class DeskConfiguration {

    @Bean
    JsonColumns deskJsonColumns() {
        return new JsonColumns(
                List.of(JsonObject.class, Agent.DataSources.class, Budget.AlertThresholds.class, Conditions.class));
    }
}
