package dev.orgworks.domain.database;

import dev.orgworks.domain.database.LoadRows.Target;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Inserts of many rows as text, in statements of half a megabyte. Values other than plain ASCII are written in hex, which
 * any column takes and no mode of the server reads differently.
 */
final class InsertText implements LoadRows.Way {

    private static final int STATEMENT_LENGTH = 512 * 1024;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    @Override
    public void load(Connection connection, Target target, RowBuffer rows) throws SQLException {
        String beginning = "insert into " + target.table() + target.columns() + " values ";
        StringBuilder text = new StringBuilder(Math.min(rows.size(), STATEMENT_LENGTH) + 1024);
        byte[] bytes = rows.bytes();
        int size = rows.size();
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            int at = 0;
            while (at < size) {
                text.setLength(0);
                text.append(beginning);
                int sent = 0;
                while (at < size && text.length() < STATEMENT_LENGTH) {
                    text.append(sent++ == 0 ? "(" : ",(");
                    at = row(bytes, at, text);
                    text.append(')');
                }
                long came = statement.executeLargeUpdate(text.toString());
                LoadRows.checkAllCame(statement, came, sent);
            }
        }
    }

    /** Writes a row's values; returns where the next row begins. */
    private static int row(byte[] bytes, int from, StringBuilder text) {
        int at = from;
        while (true) {
            int start = at;
            boolean plain = true;
            while (bytes[at] != RowBuffer.CELL_END && bytes[at] != RowBuffer.ROW_END) {
                plain &= bytes[at] >= ' ' && bytes[at] != 0x7F && bytes[at] != RowBuffer.ESCAPE;
                at++;
            }
            if (plain) {
                plain(bytes, start, at, text);
            } else if (at - start == 2 && bytes[start] == RowBuffer.ESCAPE && bytes[start + 1] == RowBuffer.NULL) {
                text.append("null");
            } else {
                hex(bytes, start, at, text);
            }
            if (bytes[at++] == RowBuffer.ROW_END) {
                return at;
            }
            text.append(',');
        }
    }

    private static void plain(byte[] bytes, int from, int to, StringBuilder text) {
        text.append('\'');
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\'') {
                text.append('\'');
            }
            text.append((char) bytes[i]);
        }
        text.append('\'');
    }

    private static void hex(byte[] bytes, int from, int to, StringBuilder text) {
        text.append("x'");
        for (int i = from; i < to; i++) {
            byte value = bytes[i];
            if (value == RowBuffer.ESCAPE) {
                value = switch (bytes[++i]) {
                    case 't' -> RowBuffer.CELL_END;
                    case 'n' -> RowBuffer.ROW_END;
                    default -> RowBuffer.ESCAPE;
                };
            }
            text.append(HEX[(value >> 4) & 0xF]).append(HEX[value & 0xF]);
        }
        text.append('\'');
    }
}
