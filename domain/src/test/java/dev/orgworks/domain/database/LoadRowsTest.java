package dev.orgworks.domain.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.conf.RuntimeProperty;
import com.zaxxer.hikari.HikariDataSource;
import dev.orgworks.domain.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class LoadRowsTest {

    /** How the rows travel: the connection decides, or the server does. */
    private record Connected(HikariDataSource pool, boolean offersFiles) {

        static Connected by(String url, boolean offersFiles) {
            var pool = new HikariDataSource();
            pool.setPoolName(offersFiles ? "as Orgworks connects" : "a driver that offers no files");
            pool.setJdbcUrl(url);
            pool.setUsername(TestDatabase.username());
            pool.setPassword(TestDatabase.password());
            pool.setMaximumPoolSize(1);
            pool.setMinimumIdle(0);
            return new Connected(pool, offersFiles);
        }

        @Override
        public String toString() {
            return pool.getPoolName();
        }

        JdbcTemplate jdbc() {
            return new JdbcTemplate(pool);
        }

        void load(String table, List<String> columns, RowBuffer rows) {
            var loading = new LoadRows(jdbc());
            new TransactionTemplate(new DataSourceTransactionManager(pool))
                    .executeWithoutResult(status -> loading.load(table, columns, rows));
        }
    }

    private static final List<Connected> BOTH = List.of(
            Connected.by(TestDatabase.url(), true),
            Connected.by(TestDatabase.url().replace("allowLoadLocalInfileInPath=", "ignored="), false));

    private static final List<String> COLUMNS = List.of("id", "name", "hash", "small", "flag");

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.dataSource());

    @BeforeEach
    void makeTable() {
        jdbc.execute("""
                create table load_rows_test (
                    id    bigint       not null primary key,
                    name  varchar(64)  null,
                    hash  varbinary(600) null,
                    small int          null,
                    flag  boolean      not null default true,
                    at    datetime(6)  null,
                    word  varchar(16) character set ascii collate ascii_bin not null default 'none'
                ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin
                """);
    }

    @AfterEach
    void dropTable() {
        jdbc.execute("drop table load_rows_test");
    }

    @AfterAll
    static void disconnect() {
        BOTH.forEach(connected -> connected.pool.close());
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void theServerAndTheConnectionDecideHowTheRowsTravel(Connected connected) throws SQLException {
        boolean taken = Boolean.TRUE.equals(jdbc.queryForObject("select @@local_infile", Boolean.class));
        try (Connection connection = connected.pool.getConnection()) {
            assertThat(new LoadRows(connected.jdbc()).way(connection))
                    .isInstanceOf(taken && connected.offersFiles ? LocalInfile.class : InsertText.class);
        }
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void everyValueComesInAsItWas(Connected connected) {
        byte[] allBytes = new byte[512];
        for (int i = 0; i < allBytes.length; i++) {
            allBytes[i] = (byte) i;
        }
        String[] texts = {
            "",
            "plain",
            "it's",
            "NULL",
            "\\N",
            "\\",
            "tab\tfeed\nreturn\r\\n",
            "{d '1'}",
            "? -- /* # ;",
            "\0\b\u001a\u007f",
            "é ü ß Ł",
            "日本語",
            "😀 emoji 👩‍👧",
            " spaces ",
            "\"%_`",
            "\uFEFF",
            "\u0080\u07FF\u0800\uFFFF"
        };
        long[] numbers = {0, 1, -1, 9, 10, -10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE};
        var rows = new RowBuffer(1);
        for (int i = 0; i < texts.length; i++) {
            rows.append((long) i)
                    .append(texts[i])
                    .append(allBytes)
                    .append(-i)
                    .append(i % 2 == 0)
                    .endRow();
        }
        for (long number : numbers) {
            rows.append(number >= 0 && number < 101 ? number + 1000 : number)
                    .append(Long.toString(number))
                    .append((byte @Nullable []) null)
                    .appendNull()
                    .append(true)
                    .endRow();
        }
        rows.append(2000L)
                .append((String) null)
                .append(new byte[0])
                .append(1)
                .append(false)
                .endRow();

        connected.load("load_rows_test", COLUMNS, rows);

        for (int i = 0; i < texts.length; i++) {
            var row = jdbc.queryForMap("select * from load_rows_test where id = ?", i);
            assertThat(row)
                    .containsEntry("name", texts[i])
                    .containsEntry("small", -i)
                    .containsEntry("flag", i % 2 == 0);
            assertThat(row.get("hash")).isEqualTo(allBytes);
            assertThat(row).containsEntry("at", null).containsEntry("word", "none");
        }
        assertThat(jdbc.queryForList(
                        "select name from load_rows_test where hash is null and small is null order by id",
                        String.class))
                .containsExactlyInAnyOrder(
                        "0", "1", "-1", "9", "10", "-10", "99", "100", "9223372036854775807", "-9223372036854775808");
        assertThat(jdbc.queryForObject(
                        "select count(*) from load_rows_test where hash is null and id = cast(name as signed)",
                        Long.class))
                .isEqualTo(4);
        assertThat(jdbc.queryForMap("select name, hash from load_rows_test where id = 2000"))
                .containsEntry("name", null)
                .containsEntry("hash", new byte[0]);
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void aTextMayComeAsItsBytes(Connected connected) {
        byte[] utf8 = "<Zoë\tO'Neil>".getBytes(StandardCharsets.UTF_8);
        var rows = new RowBuffer(64);
        rows.append(1L)
                .append(utf8, 1, utf8.length - 1)
                .append("2026-02-28 01:02:03.456789")
                .append("CREATE")
                .endRow();

        connected.load("load_rows_test", List.of("id", "name", "at", "word"), rows);

        assertThat(jdbc.queryForObject("select concat(name, '|', at, '|', word) from load_rows_test", String.class))
                .isEqualTo("Zoë\tO'Neil|2026-02-28 01:02:03.456789|CREATE");
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void halfASurrogatePairBecomesTheReplacementCharacter(Connected connected) {
        var rows = new RowBuffer(64);
        rows.append(1L).append("a\uD83Db\uDE00c\uD83D").endRow();

        connected.load("load_rows_test", List.of("id", "name"), rows);

        assertThat(jdbc.queryForObject("select name from load_rows_test", String.class))
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void aRowOfOneEmptyCellIsARow(Connected connected) {
        jdbc.execute("alter table load_rows_test drop primary key, modify id bigint null");
        var rows = new RowBuffer(64);
        for (String name : List.of("", "a", "", "")) {
            rows.append(name).endRow();
        }

        connected.load("load_rows_test", List.of("name"), rows);

        assertThat(jdbc.queryForList("select name from load_rows_test order by name", String.class))
                .containsExactly("", "", "", "a");
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void manyRowsComeInAndTheBufferIsUsedAgain(Connected connected) {
        var rows = new RowBuffer(1024);
        for (int round = 0; round < 3; round++) {
            rows.clear();
            for (int i = 0; i < 20_000; i++) {
                rows.append(round * 20_000L + i)
                        .append("learner number " + i)
                        .append(i)
                        .endRow();
            }
            connected.load("load_rows_test", List.of("id", "name", "small"), rows);
        }

        assertThat(jdbc.queryForObject(
                        "select count(*) from load_rows_test where name = concat('learner number ', small)",
                        Long.class))
                .isEqualTo(60_000);
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void noRowsAreNothing(Connected connected) {
        connected.load("load_rows_test", COLUMNS, new RowBuffer(64));

        assertThat(count()).isZero();
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void aKnownKeyIsRefusedAndNothingStays(Connected connected) {
        jdbc.update("insert into load_rows_test (id, name) values (2, 'first')");
        var rows = new RowBuffer(64);
        for (long id = 1; id <= 3; id++) {
            rows.append(id).append("second").endRow();
        }

        assertThatThrownBy(() -> connected.load("load_rows_test", List.of("id", "name"), rows))
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(jdbc.queryForList("select name from load_rows_test", String.class))
                .containsExactly("first");
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void aValueThatDoesNotFitIsRefusedInAnyModeOfTheServer(Connected connected) {
        for (String mode : List.of("STRICT_TRANS_TABLES", "", "STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES,ANSI_QUOTES")) {
            connected.jdbc().execute("set session sql_mode = '" + mode + "'");
            refused(
                    connected,
                    new RowBuffer(64).append(1L).append("x".repeat(65)).append(1));
            refused(connected, new RowBuffer(64).append(1L).append("x").append("not a number"));
            refused(connected, new RowBuffer(64).append(1L).append("x").append(1L << 40));
            refused(
                    connected,
                    new RowBuffer(64)
                            .append(1L)
                            .append(new byte[] {'x', (byte) 0xFF})
                            .append(1));
            refused(connected, new RowBuffer(64).appendNull().append("x").append(1));

            var rows = new RowBuffer(64);
            rows.append(1L).append("it's \"\\\t").append(7).endRow();
            connected.load("load_rows_test", List.of("id", "name", "small"), rows);
            assertThat(jdbc.queryForObject("select name from load_rows_test", String.class))
                    .isEqualTo("it's \"\\\t");
            jdbc.update("delete from load_rows_test");
        }
        connected.pool.getHikariPoolMXBean().softEvictConnections();
    }

    private void refused(Connected connected, RowBuffer rows) {
        rows.endRow();
        assertThatThrownBy(() -> connected.load("load_rows_test", List.of("id", "name", "small"), rows))
                .isInstanceOf(DataAccessException.class);
        assertThat(count()).isZero();
    }

    @Test
    void rowsMustBeWholeAndOfOneWidth() {
        var loading = new LoadRows(jdbc);
        var rows = new RowBuffer(64);
        rows.append(1L).append("a").endRow();

        assertThatThrownBy(() -> loading.load("load_rows_test", List.of("id"), rows))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> loading.load("load_rows_test where", List.of("id", "name"), rows))
                .isInstanceOf(IllegalArgumentException.class);
        rows.append(2L);
        assertThatThrownBy(() -> loading.load("load_rows_test", List.of("id", "name"), rows))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(rows::endRow).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noStatementCanMakeTheDriverReadAFileBeforeOrAfterALoad() throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            assertThat(LocalInfile.isSafe(connection)).isTrue();
            assertNoFileIsRead(connection);
            connection.setAutoCommit(true);
            new LocalInfile().load(connection, new LoadRows.Target("load_rows_test", "(id)"), oneRow());
            assertThat(LocalInfile.isSafe(connection)).isTrue();
            assertNoFileIsRead(connection);
        }
    }

    /** Two statements in one are what a hostile server looks like: it asks for a second file while the load still runs. */
    @Test
    void noSecondFileIsReadWhileALoadRuns() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                TestDatabase.url() + "&allowMultiQueries=true", TestDatabase.username(), TestDatabase.password())) {
            String load = "load data local infile '%s' into table load_rows_test (%s)";
            try {
                new LocalInfile()
                        .execute(
                                connection,
                                load.formatted("rows", "id") + "; " + load.formatted("/etc/passwd", "name"),
                                oneRow());
            } catch (SQLException e) {
                assertThat(e.getMessage()).contains("/dev/null");
            }
        }
        assertThat(jdbc.queryForList("select id from load_rows_test", Long.class))
                .containsExactly(1L);
    }

    @Test
    void theFirstByteThatTheDriverTakesEndsThePermission() throws SQLException, IOException {
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            RuntimeProperty<Boolean> permission = LocalInfile.permission(connection);
            InputStream content = LocalInfile.content(oneRow(), permission);
            permission.setValue(true);

            assertThat(content.read(new byte[1], 0, 1)).isEqualTo(1);

            assertThat(LocalInfile.isSafe(connection)).isTrue();
            assertNoFileIsRead(connection);
        }
    }

    @Test
    void aUrlThatAllowsFilesIsOverruled() throws SQLException {
        String allowing = TestDatabase.url().replaceFirst("&allowLoadLocalInfile=.*", "")
                + "&allowLoadLocalInfile=true&ALLOWLOADLOCALINFILEINPATH=/etc&allowUrlInLocalInfile=true";
        try (Connection connection = DriverManager.getConnection(
                DatabaseUrl.of(allowing).text(), TestDatabase.username(), TestDatabase.password())) {
            assertThat(LocalInfile.isSafe(connection)).isTrue();
            assertNoFileIsRead(connection);
        }
    }

    private static RowBuffer oneRow() {
        var rows = new RowBuffer(64);
        rows.append(1L).endRow();
        return rows;
    }

    private void assertNoFileIsRead(Connection connection) {
        for (String file : List.of("/etc/passwd", "file:///etc/passwd", "/dev/null/../../etc/passwd")) {
            assertThatThrownBy(() -> {
                        try (var statement = connection.createStatement()) {
                            statement.execute("load data local infile '" + file + "' ignore into table load_rows_test"
                                    + " (name) set id = 100 + rand() * 1000000");
                        }
                    })
                    .isInstanceOf(SQLException.class);
        }
        assertThat(jdbc.queryForObject("select count(*) from load_rows_test where id >= 100", Long.class))
                .isZero();
    }

    private @Nullable Long count() {
        return jdbc.queryForObject("select count(*) from load_rows_test", Long.class);
    }
}
