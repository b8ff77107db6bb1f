package dev.orgworks.domain.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDBC URL with the driver's properties that Orgworks relies on; what the operator's own URL says already, stays.
 *
 * @param text the whole URL
 */
public record DatabaseUrl(String text) {

    private static final Map<String, String> PROPERTIES = properties();

    /** Whatever the URL says: no server may ask this process for a file; {@link LocalInfile} says more. */
    private static final Map<String, String> FORCED = forced();

    private static final Pattern VERSION = Pattern.compile("([0-9]+)\\.([0-9]+)\\..*");

    private static Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        // a batch of inserts becomes one statement of many rows
        properties.put("rewriteBatchedStatements", "true");
        properties.put("createDatabaseIfNotExist", "true");
        properties.put("connectionTimeZone", "UTC");
        properties.put("forceConnectionTimeZoneToSession", "true");
        properties.put("connectTimeout", "10000");
        properties.put("tcpKeepAlive", "true");
        // the driver traces whenever it finds the library, as that of a browser's driver, and prints that nobody
        // listens
        properties.put("openTelemetry", "DISABLED");
        // the locks of a node that died are let go when its sessions are: the pool's keep-alive is half of that
        properties.put("sessionVariables", "innodb_lock_wait_timeout=10,wait_timeout=60,group_concat_max_len=1048576");
        return properties;
    }

    private static Map<String, String> forced() {
        Map<String, String> forced = new LinkedHashMap<>();
        forced.put("allowLoadLocalInfile", "false");
        forced.put("allowLoadLocalInfileInPath", LocalInfile.NOWHERE);
        forced.put("allowUrlInLocalInfile", "false");
        return forced;
    }

    /**
     * Adds what is missing to a URL of MySQL or MariaDB; Connector/J speaks to both.
     *
     * @throws DatabaseStartException when the URL is of another database
     */
    public static DatabaseUrl of(String url) {
        String text = url.strip().replaceFirst("^jdbc:mariadb:", "jdbc:mysql:");
        if (!text.startsWith("jdbc:mysql:")) {
            throw new DatabaseStartException(
                    "ORGWORKS_DATASOURCE_URL must be like jdbc:mysql://host:3306/orgworks, of MySQL 8.4 or newer or MariaDB"
                            + " 11.4 or newer",
                    null);
        }
        StringBuilder completed = new StringBuilder(text);
        PROPERTIES.forEach((name, value) -> {
            if (!Pattern.compile("[?&]" + name + "=").matcher(text).find()) {
                append(completed, name, value);
            }
        });
        // the last one of a name counts
        FORCED.forEach((name, value) -> append(completed, name, value));
        return new DatabaseUrl(completed.toString());
    }

    private static void append(StringBuilder url, String name, String value) {
        url.append(url.indexOf("?") < 0 ? '?' : '&').append(name).append('=').append(value);
    }

    /**
     * Connects once.
     *
     * @throws DatabaseStartException when the server is not there, refuses, or is older than what Orgworks is tested with
     */
    public void check(String username, String password) {
        Properties account = new Properties();
        account.setProperty("user", username);
        account.setProperty("password", password);
        try (Connection connection = DriverManager.getConnection(text, account)) {
            String version = version(connection);
            boolean mariaDb = version.contains("MariaDB");
            if (!isAtLeast(version, mariaDb ? 11 : 8, 4)) {
                throw new DatabaseStartException(
                        "The database server is " + version
                                + "; Orgworks needs MySQL 8.4 or newer, or MariaDB 11.4 or newer",
                        null);
            }
        } catch (SQLException e) {
            throw new DatabaseStartException(
                    "The database " + withoutProperties() + " cannot be used: " + firstLine(e)
                            + "; check ORGWORKS_DATASOURCE_URL, _USERNAME and _PASSWORD",
                    e);
        }
    }

    private static String version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("select version()")) {
            result.next();
            return result.getString(1);
        }
    }

    private static boolean isAtLeast(String version, int major, int minor) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return false;
        }
        int found = Integer.parseInt(matcher.group(1));
        return found > major || (found == major && Integer.parseInt(matcher.group(2)) >= minor);
    }

    private String withoutProperties() {
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
