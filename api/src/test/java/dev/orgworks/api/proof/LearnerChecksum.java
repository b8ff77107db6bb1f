package dev.orgworks.api.proof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Set;

/** The SHA-256 of an organization's learners in the order of their ids: everything but when, by which import, and numbers of rows. */
final class LearnerChecksum {

    private static final Set<String> PASSED_OVER =
            Set.of("id", "organization_id", "import_id", "created_at", "updated_at", "top_version");

    private LearnerChecksum() {}

    static String of(Connection connection, long organization) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select * from learner where organization_id = ? order by external_key",
                ResultSet.TYPE_FORWARD_ONLY,
                ResultSet.CONCUR_READ_ONLY)) {
            // row by row
            statement.setFetchSize(Integer.MIN_VALUE);
            statement.setLong(1, organization);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (ResultSet learners = statement.executeQuery()) {
                while (learners.next()) {
                    add(digest, learners);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, ResultSet learner) throws SQLException {
        int columns = learner.getMetaData().getColumnCount();
        for (int i = 1; i <= columns; i++) {
            if (!PASSED_OVER.contains(learner.getMetaData().getColumnName(i))) {
                String value = learner.getString(i);
                digest.update((value == null ? "\0" : value).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 1);
            }
        }
    }
}
