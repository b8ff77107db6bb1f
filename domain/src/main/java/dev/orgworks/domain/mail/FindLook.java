package dev.orgworks.domain.mail;

import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds an organization's name and colour in its settings: {@code {"mail": {"name", "color", "replyTo"}}}. What is not there, or
 * not as it should be, is as usual.
 */
@Component
class FindLook {

    private static final Pattern COLOR = Pattern.compile("#[0-9A-Fa-f]{6}");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s\\p{Cntrl}<>\",;:\\\\()\\[\\]@]+@[A-Za-z0-9.-]+");
    private static final int LONGEST_NAME = 100;
    private static final Look USUAL = new Look("Orgworks", "#1f4e79", null, ZoneId.of("UTC"));

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FindLook(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(String name, @Nullable String settings, String zone) {}

    /** @param organizationId null: the platform */
    Look of(@Nullable Long organizationId) {
        if (organizationId == null) {
            return USUAL;
        }
        return jdbc.sql("select name, settings, time_zone from organization where id = :id")
                .param("id", organizationId)
                .query((rs, rowNumber) ->
                        new Row(rs.getString("name"), rs.getString("settings"), rs.getString("time_zone")))
                .optional()
                .map(this::look)
                .orElse(USUAL);
    }

    private Look look(Row row) {
        JsonNode mail =
                json.readTree(row.settings() == null ? "{}" : row.settings()).path("mail");
        String name = OneLine.of(mail.path("name").asString(""), LONGEST_NAME);
        String color = mail.path("color").asString("");
        String replyTo = mail.path("replyTo").asString("");
        return new Look(
                name.isEmpty() ? OneLine.of(row.name(), LONGEST_NAME) : name,
                COLOR.matcher(color).matches() ? color : USUAL.color(),
                ADDRESS.matcher(replyTo).matches() ? replyTo : null,
                ZoneId.of(row.zone()));
    }
}
