package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.learners.LearnerKeys;
import dev.orgworks.domain.sis.CsvTokenizer.Found;
import dev.orgworks.domain.sis.RosterEncoding.Form;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes users.csv with what roles.csv says of the same people put behind each row: OneRoster 1.2 and School Data Sync 2.1
 * keep the role (and the school and the grade) in a file of their own.
 *
 * <p>The bytes of a row are copied as they are, so that its line, and whatever is wrong with it, stays. Of several roles of
 * a person the primary one counts, or else the first.
 */
final class JoinRoles {

    /** More people with roles than this are not kept in memory; their roles are left out, and a warning says so. */
    private static final int MOST_PEOPLE = 200_000;

    private static final long MOST_BYTES = 64L << 20;

    /** The columns of roles.csv that are used, by what they fill. */
    private static final Map<LearnerField, String> COLUMNS =
            Map.of(LearnerField.ROLE, "role", LearnerField.SCHOOL, "orgsourcedid", LearnerField.GRADE, "grade");

    private final RosterFile users;
    private final List<String> added = new ArrayList<>();

    /** By the id's key: a cell for each added column; the first of all tells whether the role is the primary one. */
    private final Map<String, Role> roles = new HashMap<>();

    private record Role(boolean primary, List<String> cells) {}

    private JoinRoles(RosterFile users) {
        this.users = users;
    }

    /** Writes the joined file and tells true; or tells false and writes nothing, when that cannot be done. */
    static boolean join(Path users, Path roles, OutputStream out) throws IOException {
        if (Files.size(roles) > MOST_BYTES) {
            return false;
        }
        JoinRoles join;
        try {
            join = new JoinRoles(RosterFile.inspect(users));
            Form form = join.users.encoding().form();
            if ((form != Form.UTF_8 && form != Form.WINDOWS_1252) || !join.readRoles(roles)) {
                return false;
            }
        } catch (RosterRefusedException e) {
            // what is wrong with the users is said when they are inspected; roles that cannot be read are left out
            return false;
        }
        join.write(users, out);
        return true;
    }

    private boolean readRoles(Path file) throws IOException {
        RosterEncoding encoding = EncodingSniffer.sniff(file);
        HeaderRecord header = HeaderRecord.find(file, encoding, MappingSource.NOBODY);
        List<String> names = header.names().stream().map(RosterSchema::plain).toList();
        int person = names.indexOf("usersourcedid");
        List<Integer> used = new ArrayList<>();
        for (LearnerField field : List.of(LearnerField.ROLE, LearnerField.SCHOOL, LearnerField.GRADE)) {
            int column = names.indexOf(COLUMNS.get(field));
            if (column >= 0 && RosterSchema.filling(users.mapping(), field) == null) {
                used.add(column);
                added.add(header.names().get(column));
            }
        }
        if (person < 0 || used.isEmpty()) {
            return false;
        }
        Position start = header.start();
        try (var tokenizer = new CsvTokenizer(
                file, encoding.form(), header.delimiter(), names.size(), start.byteOffset(), start.line())) {
            var text = new CellText(tokenizer, encoding.form(), false);
            for (Found found = tokenizer.read(); found != Found.END; found = tokenizer.read()) {
                if (found == Found.RECORD && tokenizer.cells() == names.size()) {
                    keep(text, names, person, used);
                }
                if (roles.size() > MOST_PEOPLE) {
                    return false;
                }
                tokenizer.advance();
            }
        }
        return true;
    }

    private void keep(CellText text, List<String> names, int person, List<Integer> used) {
        String id = text.of(person);
        if (id == null || "tobedeleted".equalsIgnoreCase(cell(text, names, "status"))) {
            return;
        }
        boolean primary = "primary".equalsIgnoreCase(cell(text, names, "roletype"))
                || "true".equalsIgnoreCase(cell(text, names, "isprimary"));
        String key = LearnerKeys.externalKey(id);
        Role before = roles.get(key);
        if (before == null || (primary && !before.primary())) {
            roles.put(
                    key,
                    new Role(
                            primary,
                            used.stream().map(column -> said(text.of(column))).toList()));
        }
    }

    private static String cell(CellText text, List<String> names, String name) {
        int column = names.indexOf(name);
        return column < 0 ? "" : said(text.of(column));
    }

    private static String said(@Nullable String cell) {
        return cell == null ? "" : cell.strip();
    }

    private void write(Path file, OutputStream out) throws IOException {
        Form form = users.encoding().form();
        RosterColumn id = RosterSchema.filling(users.mapping(), LearnerField.EXTERNAL_ID);
        int columns = users.headers().size();
        Position start = users.start();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                var tokenizer =
                        new CsvTokenizer(file, form, users.delimiter(), columns, start.byteOffset(), start.line())) {
            copy(in, start.byteOffset(), out, cells(added));
            var text = new CellText(tokenizer, form, false);
            var nobody = cells(Stream.generate(() -> "").limit(added.size()).toList());
            for (Found found = tokenizer.read(); found != Found.END; found = tokenizer.read()) {
                long from = tokenizer.offset();
                byte[] more = {};
                if (found == Found.RECORD && tokenizer.cells() == columns) {
                    String person = id == null ? null : text.of(id.index());
                    Role role = person == null ? null : roles.get(LearnerKeys.externalKey(person));
                    more = role == null ? nobody : cells(role.cells());
                }
                tokenizer.advance();
                copy(in, tokenizer.offset() - from, out, more);
            }
        }
    }

    /** Cells that follow others, as bytes of the file's encoding. */
    private byte[] cells(List<String> cells) {
        var text = new StringBuilder();
        for (String cell : cells) {
            text.append(users.delimiter())
                    .append('"')
                    .append(cell.replace("\"", "\"\""))
                    .append('"');
        }
        return text.toString()
                .getBytes(users.encoding().form() == Form.UTF_8 ? StandardCharsets.UTF_8 : Form.WINDOWS_1252.charset());
    }

    /** Copies bytes, and puts more before the line end that they end with; the last block holds all of it. */
    private static void copy(InputStream in, long length, OutputStream out, byte[] more) throws IOException {
        byte[] last = {};
        for (long left = length; left > 0; ) {
            int size = (int) Math.min(left, 1 << 16);
            byte[] block = in.readNBytes(left - size == 1 ? size - 1 : size);
            if (block.length == 0) {
                throw new IOException("The file is shorter than it was a moment ago");
            }
            left -= block.length;
            out.write(last);
            last = block;
        }
        int end = last.length;
        while (end > 0 && (last[end - 1] == '\n' || last[end - 1] == '\r')) {
            end--;
        }
        out.write(last, 0, end);
        out.write(more);
        out.write(last, end, last.length - end);
    }
}
