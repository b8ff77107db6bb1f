package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.sis.RosterColumn.Ignored;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which column names fill which fields of a learner; the template and the reading of headers are made from it.
 *
 * <p>Names compare by their letters and digits only, without case; what stands in square brackets (Google's
 * {@code [Required]}) does not count. The names of a field are ranked: a column with a name of a better rank wins, two
 * of the same rank are ambiguous unless one of them is empty. Sources of the names: Canvas "SIS Import Format"
 * (users.csv), 1EdTech OneRoster 1.1 and 1.2 CSV binding (users.csv), Microsoft School Data Sync v1, v2, v2.1 and UK,
 * Clever SFTP specification (students.csv, teachers.csv, staff.csv), Google Workspace "Add users in bulk".
 */
final class RosterSchema {

    /** The beginning of the names of the columns that our own file of errors adds. */
    static final String ERROR_COLUMN = "_error_";

    /** OneRoster says "may sign in" apart from "is in the roster"; see {@link #columns}. */
    private static final String ENABLED_USER = "enableduser";

    private static final String STATUS = "status";

    private record Name(LearnerField field, int rank) {}

    private static final Map<LearnerField, String> TEMPLATE = new EnumMap<>(LearnerField.class);
    private static final Map<String, Name> NAMES = new HashMap<>();

    static {
        field(
                LearnerField.EXTERNAL_ID,
                "user_id",
                "externalid",
                "userid sisuserid sisid sourcedid",
                "studentid teacherid staffid learnerid personid",
                "employeeid",
                "id",
                "identifier",
                "studentnumber teachernumber");
        field(LearnerField.LOGIN, "login_id", "login loginid loginname username userlogin", "userprincipalname upn");
        field(LearnerField.FIRST_NAME, "first_name", "firstname givenname forename legalfirstname");
        field(LearnerField.LAST_NAME, "last_name", "lastname familyname surname legallastname");
        field(LearnerField.DISPLAY_NAME, "display_name", "displayname", "shortname", "fullname", "name");
        field(
                LearnerField.EMAIL,
                "email",
                "email emailaddress mail",
                "primaryemail",
                "studentemail teacheremail staffemail schoolemail",
                "workemail");
        field(LearnerField.ROLE, "role", "role", "roles", "usertype");
        field(LearnerField.GRADE, "grade", "grade gradelevel", "grades", "yeargroup");
        field(
                LearnerField.SCHOOL,
                "school_id",
                "schoolid schoolsisid schooldfenumber primaryorgsourcedid",
                "school",
                "orgsourcedid orgsourcedids",
                "orgunitpath");
        field(LearnerField.STATUS, "status", "status userstatus accountstatus", "active enabled", ENABLED_USER);
    }

    private RosterSchema() {}

    private static void field(LearnerField field, String template, String... ranks) {
        TEMPLATE.put(field, template);
        for (int rank = 0; rank < ranks.length; rank++) {
            for (String name : ranks[rank].split(" ", -1)) {
                NAMES.put(name, new Name(field, rank));
            }
        }
    }

    /** The name that the template gives a field's column. */
    static String templateHeader(LearnerField field) {
        return Objects.requireNonNull(TEMPLATE.get(field));
    }

    /** How many of the names mean something. */
    static long known(List<String> headers) {
        return headers.stream()
                .filter(header -> isErrorColumn(header) || NAMES.containsKey(plain(header)))
                .count();
    }

    static boolean isErrorColumn(String header) {
        return header.strip().toLowerCase(Locale.ROOT).startsWith(ERROR_COLUMN);
    }

    /**
     * OneRoster (1.1 and 1.2 CSV binding) leaves the status empty in a bulk file and fills it in a delta only, so that
     * in its users.csv an empty status means active.
     */
    static boolean emptyStatusIsActive(List<RosterColumn> columns) {
        var names = columns.stream().map(column -> plain(column.header())).toList();
        return names.contains("sourcedid") && (names.contains(ENABLED_USER) || names.contains("datelastmodified"));
    }

    /**
     * Maps the columns of a header.
     *
     * <p>At most one column fills a field, but for the status: OneRoster's {@code status} and {@code enabledUser} both
     * do, and the one that gives less counts.
     *
     * @param filled whether any of the first rows has something in a column; asked only to settle a tie
     */
    static List<RosterColumn> columns(List<String> headers, IntPredicate filled) {
        Map<LearnerField, List<Integer>> claims = new EnumMap<>(LearnerField.class);
        for (int i = 0; i < headers.size(); i++) {
            Name name = isErrorColumn(headers.get(i)) ? null : NAMES.get(plain(headers.get(i)));
            if (name != null) {
                claims.computeIfAbsent(name.field(), field -> new ArrayList<>()).add(i);
            }
        }
        var filling = new HashMap<Integer, LearnerField>();
        var claiming = new ArrayList<Integer>();
        claims.forEach((field, columns) -> {
            claiming.addAll(columns);
            int best = best(headers, columns, filled);
            filling.put(best, field);
            if (plain(headers.get(best)).equals(STATUS)) {
                columns.stream()
                        .filter(i -> plain(headers.get(i)).equals(ENABLED_USER))
                        .forEach(i -> filling.put(i, field));
            }
        });
        var mapping = new ArrayList<RosterColumn>(headers.size());
        for (int i = 0; i < headers.size(); i++) {
            LearnerField field = filling.get(i);
            mapping.add(new RosterColumn(
                    headers.get(i), i, field, field != null ? null : ignored(headers.get(i), claiming.contains(i))));
        }
        return List.copyOf(mapping);
    }

    private static int best(List<String> headers, List<Integer> columns, IntPredicate filled) {
        int rank = columns.stream()
                .mapToInt(i -> name(headers.get(i)).rank())
                .min()
                .orElseThrow();
        var rivals = columns.stream()
                .filter(i -> name(headers.get(i)).rank() == rank)
                .toList();
        if (rivals.size() == 1) {
            return rivals.get(0);
        }
        long spellings =
                rivals.stream().map(i -> plain(headers.get(i))).distinct().count();
        if (spellings == rivals.size()) {
            var inUse = rivals.stream().filter(filled::test).toList();
            if (inUse.size() <= 1) {
                return inUse.isEmpty() ? rivals.get(0) : inUse.get(0);
            }
        }
        int first = rivals.get(0);
        int second = rivals.get(1);
        throw new RosterRefusedException(
                RosterRefusedException.Code.AMBIGUOUS_COLUMN,
                String.format(
                        Locale.ROOT,
                        "Columns %d (%s) and %d (%s) of the header both give the learner's %s. Delete or rename one.",
                        first + 1,
                        RosterColumn.shortened(headers.get(first)),
                        second + 1,
                        RosterColumn.shortened(headers.get(second)),
                        templateHeader(name(headers.get(first)).field())));
    }

    private static Name name(String header) {
        return Objects.requireNonNull(NAMES.get(plain(header)));
    }

    private static Ignored ignored(String header, boolean claiming) {
        if (header.isBlank()) {
            return Ignored.EMPTY_NAME;
        }
        if (isErrorColumn(header)) {
            return Ignored.ERROR_COLUMN;
        }
        if (claiming) {
            return Ignored.SUPERSEDED;
        }
        String plain = plain(header);
        if (plain.isEmpty()) {
            return Ignored.EMPTY_NAME;
        }
        return secret(plain) ? Ignored.PASSWORD : Ignored.UNKNOWN;
    }

    private static boolean secret(String plain) {
        return switch (plain) {
            case "pwd", "pw", "pass", "pin", "secret" -> true;
            default ->
                plain.contains("password")
                        || plain.contains("passwd")
                        || plain.contains("passphrase")
                        || plain.contains("passcode")
                        || plain.contains("passwort")
                        || plain.contains("kennwort")
                        || plain.contains("motdepasse")
                        || plain.contains("contraseña");
        };
    }

    /** A name's letters and digits, in lower case, without what stands in square brackets. */
    private static String plain(String header) {
        var letters = new StringBuilder(header.length());
        boolean bracket = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '[') {
                bracket = true;
            } else if (c == ']') {
                bracket = false;
            } else if (!bracket && Character.isLetterOrDigit(c)) {
                letters.append(Character.toLowerCase(c));
            }
        }
        return letters.toString();
    }

    /** The only column that fills a field, or null; of two that fill the status, the first. */
    static @Nullable RosterColumn filling(List<RosterColumn> columns, LearnerField field) {
        return columns.stream()
                .filter(column -> column.field() == field)
                .findFirst()
                .orElse(null);
    }
}
