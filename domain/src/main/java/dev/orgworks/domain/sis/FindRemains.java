package dev.orgworks.domain.sis;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells what the retention has left of an import. */
@Component
public class FindRemains {

    private final JdbcClient jdbc;

    FindRemains(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is left of an import that is there. */
    public Remains of(long importId) {
        return jdbc.sql("""
                        select id, upload_cleared_at, staging_cleared_at, journal_cleared_at from sis_import where id = :import
                        """)
                .param("import", importId)
                .query((rs, rowNumber) -> new Remains(
                        rs.getLong("id"),
                        instant(rs, "upload_cleared_at"),
                        instant(rs, "staging_cleared_at"),
                        instant(rs, "journal_cleared_at")))
                .single();
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
