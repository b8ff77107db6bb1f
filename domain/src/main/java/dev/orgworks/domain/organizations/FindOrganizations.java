package dev.orgworks.domain.organizations;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.database.BinaryUuid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads organizations, never beyond the caller's reach. */
@Component
public class FindOrganizations {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern UUID_TEXT =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");
    private static final TypeReference<Map<String, Object>> SETTINGS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FindOrganizations(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * The organization of a path.
     *
     * @param id its number or its UUID
     * @throws NotFoundException when there is none, or none within reach
     */
    public Organization byPath(String id, Reach reach) {
        return find(id).filter(organization -> reach.covers(organization.id()))
                .orElseThrow(() -> new NotFoundException("Organization", id));
    }

    /** A page of the organizations within reach, oldest first; with a name, only those that are called so. */
    public List<Organization> list(Reach reach, @Nullable String name, int limit, long offset) {
        return jdbc.sql("""
                        select * from organization
                        where (:everything or id in (:ids)) and (:name is null or name = :name)
                        order by id limit :limit offset :offset
                        """)
                .param("everything", reach.isEverything())
                .param("ids", reach.ids())
                .param("name", name)
                .param("limit", limit)
                .param("offset", offset)
                .query(this::row)
                .list();
    }

    /** How many organizations {@link #list} pages through. */
    public long count(Reach reach, @Nullable String name) {
        return jdbc.sql("""
                        select count(*) from organization
                        where (:everything or id in (:ids)) and (:name is null or name = :name)
                        """)
                .param("everything", reach.isEverything())
                .param("ids", reach.ids())
                .param("name", name)
                .query(Long.class)
                .single();
    }

    Organization byId(long id) {
        return find(Long.toString(id)).orElseThrow(() -> new NotFoundException("Organization", id));
    }

    private Optional<Organization> find(String id) {
        if (NUMBER.matcher(id).matches()) {
            return jdbc.sql("select * from organization where id = :id")
                    .param("id", Long.valueOf(id))
                    .query(this::row)
                    .optional();
        }
        if (UUID_TEXT.matcher(id).matches()) {
            return jdbc.sql("select * from organization where uuid = :uuid")
                    .param("uuid", BinaryUuid.bytes(UUID.fromString(id)))
                    .query(this::row)
                    .optional();
        }
        return Optional.empty();
    }

    private Organization row(ResultSet rs, int rowNumber) throws SQLException {
        String category = rs.getString("category");
        String settings = rs.getString("settings");
        return new Organization(
                rs.getLong("id"),
                BinaryUuid.of(rs.getBytes("uuid")),
                rs.getString("name"),
                rs.getString("slug"),
                category == null ? null : Organization.Category.valueOf(category),
                rs.getString("address"),
                Organization.Tier.valueOf(rs.getString("tier")),
                Organization.Plan.valueOf(rs.getString("plan")),
                Organization.Status.valueOf(rs.getString("status")),
                ZoneId.of(rs.getString("time_zone")),
                settings == null ? Map.of() : json.readValue(settings, SETTINGS),
                rs.getLong("version"),
                rs.getTimestamp("created_at").toInstant(),
                rs.getTimestamp("updated_at").toInstant());
    }
}
