package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Uploads for tests, and what reading them gives. */
final class Rosters {

    static final String HEADER = "user_id,login_id,first_name,last_name,email,status\n";

    private Rosters() {}

    /** A file among the test data. */
    static Path data(String name) {
        try {
            return Path.of(Objects.requireNonNull(Rosters.class.getResource("/sis/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of a table among the test data, without its first line. */
    static Stream<String[]> table(String name) {
        try {
            return Files.readAllLines(data(name)).stream().skip(1).map(line -> line.split("\t", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path upload(Path folder, byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "roster", ".csv"), bytes);
    }

    static Path upload(Path folder, String text) throws IOException {
        return upload(folder, text.getBytes(StandardCharsets.UTF_8));
    }

    static Path upload(Path folder, String text, Charset charset) throws IOException {
        return upload(folder, text.getBytes(charset));
    }

    static List<RosterRow> read(Path upload) throws IOException {
        RosterFile file = RosterFile.inspect(upload);
        return read(upload, file, file.start());
    }

    static List<RosterRow> read(Path upload, RosterFile file, Position start) throws IOException {
        try (var reader = new RosterReader(upload, file, start)) {
            return rest(reader);
        }
    }

    static List<RosterRow> rest(RosterReader reader) throws IOException {
        var rows = new ArrayList<RosterRow>();
        for (RosterRow row = reader.next(); row != null; row = reader.next()) {
            rows.add(row);
        }
        return rows;
    }

    /** Everything that a row says, for comparing. */
    static String described(RosterRow row) {
        String values = Stream.of(LearnerField.values())
                .filter(field -> row.value(field) != null)
                .map(field -> field + "=" + row.value(field))
                .collect(Collectors.joining(", "));
        return row + " " + row.key() + " " + row.loginKey() + " {" + values + "} " + row.problems() + " " + row.cells();
    }

    static List<String> described(List<RosterRow> rows) {
        return rows.stream().map(Rosters::described).toList();
    }

    /** The errors of the rows, as {@code line:CODE}. */
    static String errors(List<RosterRow> rows) {
        return rows.stream()
                .flatMap(row -> row.problems().stream().map(problem -> row.line() + ":" + problem.code()))
                .collect(Collectors.joining(" "));
    }
}
