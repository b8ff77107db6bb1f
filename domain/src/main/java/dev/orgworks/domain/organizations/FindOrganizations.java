package dev.orgworks.domain.organizations;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.directory.DirectoryCache;
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

/** Reads organizations, never beyond the caller's reach, and never deleted ones unless asked for those. */
@Component
public class FindOrganizations {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern UUID_TEXT =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");
    private static final TypeReference<Map<String, Object>> SETTINGS = new TypeReference<>() {};

    private static final String ORGANIZATION = """
            select o.*, u.first_name, u.last_name, u.email, u.role as owner_role
            from organization o left join platform_user u on u.id = o.owner_id
            """;

    private static final String WITHIN = """
            (:everything or o.id in (:ids)) and (:name is null or o.name = :name)
            """;

    private final JdbcClient jdbc;
    private final DirectoryCache directory;
    private final JsonMapper json;

    FindOrganizations(JdbcClient jdbc, DirectoryCache directory, JsonMapper json) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.json = json;
    }

    private record OrganizationOf(String id) {}

    private record PageOf(Reach reach, @Nullable String name, int limit, long offset) {}

    private record CountOf(Reach reach, @Nullable String name) {}

    /**
     * The organization of a path.
     *
     * @param id its number or its UUID
     * @throws NotFoundException when there is none, or none within reach
     */
    public Organization byPath(String id, Reach reach) {
        return directory
                .get(new OrganizationOf(id), () -> find(id, " and o.deleted_at is null"))
                .filter(organization -> reach.covers(organization.id()))
                .orElseThrow(() -> new NotFoundException("Organization", id));
    }

    /**
     * A deleted organization that is not purged yet.
     *
     * @param id its number or its UUID
     * @throws NotFoundException when there is none, or it is not deleted
     */
    public Organization deletedByPath(String id) {
        return find(id, " and o.deleted_at is not null").orElseThrow(() -> new NotFoundException("Organization", id));
    }

    /** A page of the organizations within reach, oldest first; with a name, only those that are called so. */
    public List<Organization> list(Reach reach, @Nullable String name, int limit, long offset) {
        return directory.get(
                new PageOf(reach, name, limit, offset),
                () -> page(" where o.deleted_at is null and " + WITHIN, reach, name, limit, offset));
    }

    /** How many organizations {@link #list} pages through. */
    public long count(Reach reach, @Nullable String name) {
        return directory.get(
                new CountOf(reach, name), () -> count(" where o.deleted_at is null and " + WITHIN, reach, name));
    }

    /** All organizations of which a user is a member, oldest first. */
    public List<Organization> ofMember(long user, Reach reach) {
        return jdbc.sql(ORGANIZATION + """
                         join membership m on m.organization_id = o.id and m.user_id = :user
                        where o.deleted_at is null and (:everything or o.id in (:ids)) order by o.id
                        """)
                .param("user", user)
                .param("everything", reach.isEverything())
                .param("ids", reach.ids())
                .query(this::row)
                .list();
    }

    /** A page of the deleted organizations that are not purged yet, the oldest first. */
    public List<Organization> listDeleted(int limit, long offset) {
        return page(" where o.deleted_at is not null and " + WITHIN, Reach.EVERYTHING, null, limit, offset);
    }

    /** How many organizations {@link #listDeleted} pages through. */
    public long countDeleted() {
        return count(" where o.deleted_at is not null and " + WITHIN, Reach.EVERYTHING, null);
    }

    /** Whether no organization has a slug at this moment. */
    public boolean slugIsFree(String slug) {
        return jdbc.sql("select 1 from organization where slug = :slug and live = 1")
                .param("slug", slug)
                .query(Integer.class)
                .optional()
                .isEmpty();
    }

    Organization byId(long id) {
        return find(Long.toString(id), "").orElseThrow(() -> new NotFoundException("Organization", id));
    }

    private Optional<Organization> find(String id, String condition) {
        if (NUMBER.matcher(id).matches()) {
            return jdbc.sql(ORGANIZATION + " where o.id = :id" + condition)
                    .param("id", Long.valueOf(id))
                    .query(this::row)
                    .optional();
        }
        if (UUID_TEXT.matcher(id).matches()) {
            return jdbc.sql(ORGANIZATION + " where o.uuid = :uuid" + condition)
                    .param("uuid", BinaryUuid.bytes(UUID.fromString(id)))
                    .query(this::row)
                    .optional();
        }
        return Optional.empty();
    }

    private List<Organization> page(String where, Reach reach, @Nullable String name, int limit, long offset) {
        return within(ORGANIZATION + where + " order by o.id limit :limit offset :offset", reach, name)
                .param("limit", limit)
                .param("offset", offset)
                .query(this::row)
                .list();
    }

    private long count(String where, Reach reach, @Nullable String name) {
        return within("select count(*) from organization o" + where, reach, name)
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec within(String sql, Reach reach, @Nullable String name) {
        return jdbc.sql(sql)
                .param("everything", reach.isEverything())
                .param("ids", reach.ids())
                .param("name", name);
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
                rs.getObject("user_id", Long.class),
                owner(rs),
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

    private static @Nullable Owner owner(ResultSet rs) throws SQLException {
        Long owner = rs.getObject("owner_id", Long.class);
        return owner == null
                ? null
                : new Owner(
                        owner,
                        rs.getString("first_name"),
                        rs.getString("last_name"),
                        rs.getString("email"),
                        rs.getString("owner_role"));
    }
}
