package dev.orgworks.domain.sis;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.orgworks.domain.learners.LearnerField;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** The roster that an administrator may download, fill in and upload. */
public final class RosterTemplate {

    private static final List<LearnerField> FIELDS = List.of(LearnerField.values());

    private RosterTemplate() {}

    /** The names of all columns, from the schema that reads them, and two examples; in UTF-8 it reads clean. */
    public static String csv() {
        var out = new StringWriter();
        try (var csv = CsvWriter.builder().build(out)) {
            csv.writeRecord(FIELDS.stream().map(RosterSchema::templateHeader).toList());
            csv.writeRecord(example("S-1001", "ada", "Ada", "Lovelace", "", "student", "9", "active"));
            csv.writeRecord(example("T-0007", "grace", "Grace", "Hopper", "Admiral Hopper", "teacher", "", "active"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static List<String> example(
            String id, String login, String first, String last, String display, String role, String grade, String s) {
        return FIELDS.stream()
                .map(field -> switch (field) {
                    case EXTERNAL_ID -> id;
                    case LOGIN -> login;
                    case FIRST_NAME -> first;
                    case LAST_NAME -> last;
                    case DISPLAY_NAME -> display;
                    case EMAIL -> login + "@example.org";
                    case ROLE -> role;
                    case GRADE -> grade;
                    case SCHOOL -> "north";
                    case STATUS -> s;
                })
                .toList();
    }
}
