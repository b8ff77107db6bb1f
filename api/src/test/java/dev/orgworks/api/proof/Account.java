package dev.orgworks.api.proof;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Who looks into a database server, and where.
 *
 * @param url of the schema that the product uses, with the driver's properties
 */
record Account(String url, String user, String password) {

    /** The same in another schema, which is made when missing. */
    Account in(String schema) {
        String other = url.replaceFirst("(//[^/?]+)/?[^?]*", "$1/" + schema);
        return new Account(other + (other.contains("?") ? "&" : "?") + "createDatabaseIfNotExist=true", user, password);
    }

    /** The schema's name. */
    String schema() {
        return url.replaceFirst(".*//[^/?]+/([^?]*).*", "$1");
    }

    /** A connection that may send local files and cursors through results row by row. */
    Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("allowLoadLocalInfile", "true");
        return DriverManager.getConnection(url, properties);
    }
}
