package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.learners.LearnerKeys;
import dev.orgworks.domain.sis.RosterColumn.Ignored;
import dev.orgworks.domain.sis.RosterRefusedException.Code;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    private static final int SHOWN_NAMES = 20;

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

    /** How many of the names mean something, by themselves or because somebody says so. */
    static long known(List<String> headers, ColumnMapping mapping) {
        Set<String> said = Stream.concat(mapping.fields().keySet().stream(), mapping.ignored().stream())
                .map(RosterSchema::comparable)
                .collect(Collectors.toSet());
        return headers.stream()
                .filter(header ->
                        isErrorColumn(header) || NAMES.containsKey(plain(header)) || said.contains(comparable(header)))
                .count();
    }

    /** What the names of columns are compared by where somebody names one: trimmed, NFC, without case. */
    static String comparable(String header) {
        return LearnerKeys.clean(header).toLowerCase(Locale.ROOT);
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
     * @param said what somebody says of columns; it goes before what their names mean
     */
    static List<RosterColumn> columns(List<String> headers, IntPredicate filled, ColumnMapping said) {
        Map<Integer, LearnerField> wanted = new HashMap<>();
        said.fields().forEach((column, field) -> {
            if (wanted.put(place(headers, column), field) != null) {
                throw refused(Code.MAPPED_COLUMN_AMBIGUOUS, "The mapping names the column \"%s\" twice.", column);
            }
        });
        Set<Integer> unwanted = new HashSet<>();
        said.ignored().forEach(column -> {
            int place = place(headers, column);
            if (wanted.containsKey(place) || !unwanted.add(place)) {
                throw refused(Code.MAPPED_COLUMN_AMBIGUOUS, "The mapping names the column \"%s\" twice.", column);
            }
        });
        wanted.keySet().forEach(i -> refuseForbidden(headers.get(i)));
        Map<LearnerField, List<Integer>> claims = new EnumMap<>(LearnerField.class);
        for (int i = 0; i < headers.size(); i++) {
            Name name = isErrorColumn(headers.get(i)) ? null : NAMES.get(plain(headers.get(i)));
            if (name != null && !wanted.containsKey(i) && !unwanted.contains(i)) {
                claims.computeIfAbsent(name.field(), field -> new ArrayList<>()).add(i);
            }
        }
        var filling = new HashMap<>(wanted);
        var claiming = new ArrayList<Integer>();
        claims.forEach((field, columns) -> {
            claiming.addAll(columns);
            int best = wanted.entrySet().stream()
                    .filter(entry -> entry.getValue() == field)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseGet(() -> best(headers, columns, filled));
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
                    headers.get(i),
                    i,
                    field,
                    field != null
                            ? null
                            : unwanted.contains(i)
                                    ? unwanted(headers.get(i))
                                    : ignored(headers.get(i), claiming.contains(i))));
        }
        return List.copyOf(mapping);
    }

    /** The place of a column that somebody names. */
    private static int place(List<String> headers, String column) {
        var places = IntStream.range(0, headers.size())
                .filter(i -> comparable(headers.get(i)).equals(comparable(column)))
                .boxed()
                .toList();
        if (column.isBlank() || places.isEmpty()) {
            throw refused(
                    Code.MAPPED_COLUMN_MISSING,
                    "The mapping names the column \"%s\", which the file does not have. Its columns are: %s.",
                    column,
                    headers.stream()
                            .limit(SHOWN_NAMES)
                            .map(RosterColumn::shortened)
                            .collect(Collectors.joining(", ", "", headers.size() > SHOWN_NAMES ? ", …" : "")));
        }
        if (places.size() > 1) {
            throw refused(
                    Code.MAPPED_COLUMN_AMBIGUOUS,
                    "The mapping names the column \"%s\", which the file has %d times. Rename or delete all but one.",
                    column,
                    places.size());
        }
        return places.get(0);
    }

    private static void refuseForbidden(String header) {
        if (isErrorColumn(header)) {
            throw refused(
                    Code.MAPPED_COLUMN_FORBIDDEN,
                    "The column \"%s\" tells of errors and says nothing of learners. Leave it out of the mapping.",
                    header);
        }
        if (secret(plain(header))) {
            throw refused(
                    Code.MAPPED_COLUMN_FORBIDDEN,
                    "The column \"%s\" may hold passwords, which are never read. Leave it out of the mapping, or rename it"
                            + " if it holds something else.",
                    header);
        }
    }

    private static RosterRefusedException refused(Code code, String pattern, String column, Object... more) {
        Object[] details = Stream.concat(Stream.of(RosterColumn.shortened(column)), Stream.of(more))
                .toArray();
        return new RosterRefusedException(code, String.format(Locale.ROOT, pattern, details));
    }

    /** A column of passwords stays one, so that it is never shown either. */
    private static Ignored unwanted(String header) {
        Ignored byName = ignored(header, false);
        return byName == Ignored.PASSWORD || byName == Ignored.ERROR_COLUMN ? byName : Ignored.BY_MAPPING;
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
                Code.AMBIGUOUS_COLUMN,
                String.format(
                        Locale.ROOT,
                        "Columns %d (%s) and %d (%s) of the header both give the learner's %s. Delete or rename one,"
                                + " or choose with \"mapping\".",
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
    static String plain(String header) {
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
