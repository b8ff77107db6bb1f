package dev.orgworks.domain.sis;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.Sha256;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The mappings that an organization's people gave. Each serves every later upload with the same column names, in whatever
 * order and case they stand there.
 */
@Component
class SavedMappings {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InstantSource clock;

    SavedMappings(JdbcClient jdbc, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    Optional<ColumnMapping> find(long organizationId, List<String> headers) {
        return jdbc.sql("select mapping from sis_mapping where organization_id = :organization and header = :header")
                .param("organization", organizationId)
                .param("header", signature(headers))
                .query(String.class)
                .optional()
                .map(mapping -> json.readValue(mapping, ColumnMapping.class));
    }

    /** Saves a mapping in place of the one before; one that says nothing makes the one before forgotten. */
    @Transactional(propagation = Propagation.MANDATORY)
    void save(Actor actor, long organizationId, List<String> headers, ColumnMapping mapping) {
        if (mapping.saysNothing()) {
            jdbc.sql("delete from sis_mapping where organization_id = :organization and header = :header")
                    .param("organization", organizationId)
                    .param("header", signature(headers))
                    .update();
            return;
        }
        jdbc.sql("""
                        insert into sis_mapping (organization_id, header, mapping, updated_by, updated_at)
                        values (:organization, :header, :mapping, :by, :now)
                        on duplicate key update mapping = values(mapping), updated_by = values(updated_by),
                                                updated_at = values(updated_at)
                        """)
                .param("organization", organizationId)
                .param("header", signature(headers))
                .param("mapping", json.writeValueAsString(mapping))
                .param("by", actor.name())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** Without the columns of our own file of errors, so that its mended rows are read like the upload they come from. */
    private static byte[] signature(List<String> headers) {
        return Sha256.of(headers.stream()
                .filter(header -> !RosterSchema.isErrorColumn(header))
                .map(RosterSchema::comparable)
                .sorted()
                .map(name -> name.length() + ":" + name)
                .collect(Collectors.joining(",")));
    }
}
