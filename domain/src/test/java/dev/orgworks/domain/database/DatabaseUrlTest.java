package dev.orgworks.domain.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatabaseUrlTest {

    @Test
    void addsWhatTheDriverNeeds() {
        assertThat(DatabaseUrl.of("jdbc:mysql://db:3306/orgworks").text())
                .startsWith("jdbc:mysql://db:3306/orgworks?rewriteBatchedStatements=true&")
                .contains("&connectionTimeZone=UTC&");
    }

    @Test
    void leavesWhatTheOperatorSaid() {
        String text = DatabaseUrl.of("jdbc:mysql://db/orgworks?connectTimeout=500&sslMode=REQUIRED")
                .text();

        assertThat(text).startsWith("jdbc:mysql://db/orgworks?connectTimeout=500&sslMode=REQUIRED&");
        assertThat(text.split("connectTimeout=", -1)).hasSize(2);
    }

    @Test
    void takesMariaDbsOwnForm() {
        assertThat(DatabaseUrl.of(" jdbc:mariadb://db/orgworks").text()).startsWith("jdbc:mysql://db/orgworks?");
    }

    @Test
    void refusesOtherDatabasesInOneLine() {
        assertThatThrownBy(() -> DatabaseUrl.of("jdbc:postgresql://db/orgworks"))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("jdbc:mysql://host:3306/orgworks")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void saysInOneLineThatNobodyListens() {
        assertThatThrownBy(() ->
                        DatabaseUrl.of("jdbc:mysql://127.0.0.1:1/orgworks").check("root", ""))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageStartingWith("The database jdbc:mysql://127.0.0.1:1/orgworks cannot be used: ")
                .message()
                .doesNotContain("\n");
    }
}
