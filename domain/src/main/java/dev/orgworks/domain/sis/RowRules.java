package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.learners.LearnerKeys;
import dev.orgworks.domain.learners.LearnerStatus;
import dev.orgworks.domain.sis.CsvTokenizer.Found;
import dev.orgworks.domain.sis.RosterColumn.Ignored;
import dev.orgworks.domain.sis.RowProblem.Code;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a record of an upload says about a learner.
 *
 * <p>An empty cell says nothing, {@code <delete>} says "clear this"; user id, login and status must be said in every
 * row if the file has a column for them.
 */
final class RowRules {

    private static final String DELETE = "<delete>";
    private static final String STATUS_WORDS = "active, enabled, current, true, yes, 1 · suspended, inactive, disabled,"
            + " false, no, 0 · deleted, removed, tobedeleted, withdrawn";

    private final CsvTokenizer tokenizer;
    private final CellText text;
    private final String charset;
    private final boolean keepCells;
    private final String[] titles;
    private final int columns;
    private final int named;
    private final int firstSecret;
    private final boolean[] secret;
    private final Map<LearnerField, Integer> columnOf = new EnumMap<>(LearnerField.class);
    private final LearnerField[] filledFields;
    private final int[] filledColumns;
    private final int loginColumn;
    private final int enabledColumn;
    private final LearnerField loginFrom;
    private final boolean emptyStatusIsActive;

    /** Of the row under way; null as long as it has none. */
    private @Nullable List<RowProblem> problems;

    RowRules(RosterFile file, CsvTokenizer tokenizer, boolean keepCells) {
        this.tokenizer = tokenizer;
        this.keepCells = keepCells;
        List<RosterColumn> mapping = file.mapping();
        boolean errorsFile = mapping.stream().anyMatch(column -> column.ignored() == Ignored.ERROR_COLUMN);
        this.text = new CellText(tokenizer, file.encoding().form(), errorsFile);
        this.charset = file.encoding().charset().name();
        this.columns = mapping.size();
        this.titles = mapping.stream().map(RosterColumn::title).toArray(String[]::new);
        this.secret = new boolean[columns];
        int lastNamed = 0;
        int secretFrom = Integer.MAX_VALUE;
        int enabled = -1;
        for (RosterColumn column : mapping) {
            int index = column.index();
            if (!column.header().isBlank()) {
                lastNamed = index + 1;
            }
            if (column.ignored() == Ignored.PASSWORD) {
                secret[index] = true;
                secretFrom = Math.min(secretFrom, index);
            }
            LearnerField field = column.field();
            if (field == LearnerField.STATUS && columnOf.containsKey(field)) {
                enabled = index;
            } else if (field != null) {
                columnOf.put(field, index);
            }
        }
        this.named = lastNamed;
        this.firstSecret = secretFrom;
        this.enabledColumn = enabled;
        this.loginFrom = columnOf.containsKey(LearnerField.LOGIN)
                ? LearnerField.LOGIN
                : columnOf.containsKey(LearnerField.EMAIL) ? LearnerField.EMAIL : LearnerField.EXTERNAL_ID;
        this.loginColumn = Objects.requireNonNull(columnOf.get(loginFrom));
        this.filledFields = columnOf.keySet().toArray(LearnerField[]::new);
        this.filledColumns =
                columnOf.values().stream().mapToInt(Integer::intValue).toArray();
        this.emptyStatusIsActive = RosterSchema.emptyStatusIsActive(mapping);
    }

    /** The row that the tokenizer is at. */
    RosterRow row(Found found, long number) {
        problems = null;
        switch (found) {
            case BROKEN_QUOTE -> add(Code.BROKEN_QUOTE.error(null));
            case CELL_TOO_LONG ->
                add(Code.CELL_TOO_LONG.error(
                        titles[Math.min(tokenizer.cells(), columns) - 1], CsvTokenizer.CELL_CAP / 1024));
            case RECORD_TOO_LONG -> add(Code.ROW_TOO_LONG.error(null, CsvTokenizer.RECORD_CAP / 1024));
            default -> judgeShape();
        }
        if (problems != null) {
            return row(number, Map.of(), null, null);
        }
        var values = new EnumMap<LearnerField, String>(LearnerField.class);
        if (!columnOf.containsKey(LearnerField.STATUS)) {
            values.put(LearnerField.STATUS, LearnerStatus.ACTIVE.name());
        }
        for (int i = 0; i < filledFields.length; i++) {
            LearnerField field = filledFields[i];
            String value = field == LearnerField.STATUS ? status(filledColumns[i]) : value(field, filledColumns[i]);
            if (value != null) {
                values.put(field, value);
            }
        }
        String id = values.get(LearnerField.EXTERNAL_ID);
        String login = values.get(loginFrom);
        if (login != null && loginFrom != LearnerField.LOGIN) {
            values.put(LearnerField.LOGIN, login);
        }
        String loginKey = login == null ? null : LearnerKeys.loginKey(login);
        if (loginKey != null && tooLong(loginKey, LearnerField.LOGIN)) {
            add(Code.TOO_LONG.error(titles[loginColumn], titles[loginColumn], LearnerField.LOGIN.maxLength()));
        }
        return row(number, values, id == null ? null : LearnerKeys.externalKey(id), loginKey);
    }

    private RosterRow row(
            long number, Map<LearnerField, String> values, @Nullable String key, @Nullable String loginKey) {
        return new RosterRow(
                number,
                tokenizer.line(),
                tokenizer.offset(),
                values,
                key,
                loginKey,
                problems == null ? List.of() : List.copyOf(problems),
                problems != null || keepCells ? cells() : List.of());
    }

    private void add(RowProblem problem) {
        if (problems == null) {
            problems = new ArrayList<>(2);
        }
        problems.add(problem);
    }

    private void judgeShape() {
        if (tokenizer.nul()) {
            add(Code.NUL_BYTE.error(null));
        }
        if (tokenizer.cells() < named) {
            add(Code.TOO_FEW_CELLS.error(null, tokenizer.cells(), columns));
        } else if (tokenizer.extraFilled()) {
            add(Code.TOO_MANY_CELLS.error(null, tokenizer.cells(), columns));
        }
    }

    /** What a cell says; null for nothing, and after a problem. */
    private @Nullable String value(LearnerField field, int column) {
        String value = read(column);
        if (value == null) {
            return null;
        }
        if (value.isEmpty()) {
            return required(field) ? refuse(Code.MISSING_VALUE, column) : null;
        }
        if (value.charAt(0) == '<' && value.equalsIgnoreCase(DELETE)) {
            return required(field) ? refuse(Code.DELETE_NOT_ALLOWED, column) : "";
        }
        if (tooLong(value, field)) {
            add(Code.TOO_LONG.error(titles[column], titles[column], field.maxLength()));
            return null;
        }
        boolean oneLine = required(field) || field == LearnerField.EMAIL;
        if (hasControl(value, oneLine)) {
            return refuse(Code.CONTROL_CHARACTER, column);
        }
        if (field == LearnerField.EMAIL && !email(value)) {
            return refuse(Code.INVALID_EMAIL, column);
        }
        if (required(field) && scientific(value)) {
            return refuse(Code.SCIENTIFIC_NOTATION, column);
        }
        return value;
    }

    private boolean required(LearnerField field) {
        return field == LearnerField.EXTERNAL_ID || field == LearnerField.LOGIN || field == loginFrom;
    }

    private @Nullable String refuse(Code code, int column) {
        add(code.error(titles[column], titles[column]));
        return null;
    }

    /** A cell's text, cleaned; empty beyond the row's end; null after a problem. */
    private @Nullable String read(int column) {
        if (column >= tokenizer.kept()) {
            return "";
        }
        String cell = text.of(column);
        if (cell == null) {
            add(Code.ENCODING.error(titles[column], titles[column], charset));
            return null;
        }
        if ((tokenizer.flags(column) & CsvTokenizer.HIGH) != 0 && cell.indexOf('\uFFFD') >= 0) {
            return refuse(Code.REPLACEMENT_CHARACTER, column);
        }
        return LearnerKeys.clean(cell);
    }

    private @Nullable String status(int column) {
        String word = read(column);
        if (word == null) {
            return null;
        }
        LearnerStatus status = word.isEmpty() ? null : status(word);
        if (!word.isEmpty() && status == null) {
            return refuseStatus(word, column);
        }
        if (enabledColumn >= 0) {
            String enabledWord = read(enabledColumn);
            if (enabledWord == null) {
                return null;
            }
            LearnerStatus enabled = enabledWord.isEmpty() ? null : status(enabledWord);
            if (!enabledWord.isEmpty() && enabled == null) {
                return refuseStatus(enabledWord, enabledColumn);
            }
            if (enabled != null && (status == null || enabled.compareTo(status) > 0)) {
                status = enabled;
            }
        }
        if (status == null) {
            return emptyStatusIsActive ? LearnerStatus.ACTIVE.name() : refuse(Code.MISSING_VALUE, column);
        }
        return status.name();
    }

    private @Nullable String refuseStatus(String word, int column) {
        if (word.equalsIgnoreCase(DELETE)) {
            return refuse(Code.DELETE_NOT_ALLOWED, column);
        }
        add(Code.UNKNOWN_STATUS.error(titles[column], titles[column], STATUS_WORDS));
        return null;
    }

    private static @Nullable LearnerStatus status(String word) {
        return switch (word) {
            case "active", "ACTIVE", "Active" -> LearnerStatus.ACTIVE;
            default ->
                switch (word.toLowerCase(Locale.ROOT)) {
                    case "active", "enabled", "current", "1", "true", "yes" -> LearnerStatus.ACTIVE;
                    case "suspended", "inactive", "disabled", "0", "false", "no" -> LearnerStatus.SUSPENDED;
                    case "deleted", "removed", "tobedeleted", "withdrawn" -> LearnerStatus.REMOVED;
                    default -> null;
                };
        };
    }

    private static boolean tooLong(String value, LearnerField field) {
        return value.length() > field.maxLength() && value.codePointCount(0, value.length()) > field.maxLength();
    }

    private static boolean hasControl(String value, boolean oneLine) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' ? oneLine || (c != '\t' && c != '\n' && c != '\r') : c >= 0x7F && c <= 0x9F) {
                return true;
            }
        }
        return false;
    }

    /** One @ with something on both sides, no white space, and none of what separates or quotes addresses. */
    private static boolean email(String value) {
        int at = value.indexOf('@');
        int last = value.length() - 1;
        if (at <= 0 || at == last || value.indexOf('@', at + 1) >= 0) {
            return false;
        }
        for (int i = 0; i <= last; i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == ',' || c == ';' || c == '<' || c == '>' || c == '"' || c == '(' || c == ')') {
                return false;
            }
            if (c > '~' && Character.isSpaceChar(c)) {
                return false;
            }
            if (c == '.' && (i == at + 1 || i == last || (i > at && value.charAt(i + 1) == '.'))) {
                return false;
            }
        }
        return true;
    }

    /** What a spreadsheet makes of a long number: a digit, perhaps decimals, E+ and an exponent. */
    private static boolean scientific(String value) {
        int e = Math.max(value.indexOf("E+"), value.indexOf("e+"));
        if (e < 1 || e + 2 == value.length()) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean point = (c == '.' || c == ',') && i > 0 && i < e - 1;
            if ((c < '0' || c > '9') && !point && i != e && i != e + 1) {
                return false;
            }
        }
        return true;
    }

    /**
     * The cells to show. In a row whose cells may have slipped out of their columns, no cell is shown that may be the
     * one of a password column.
     */
    private List<String> cells() {
        int kept = tokenizer.kept();
        boolean slipped = problems != null && problems.stream().anyMatch(RowRules::slips);
        int hiddenFrom = !slipped || firstSecret == Integer.MAX_VALUE
                ? Integer.MAX_VALUE
                : firstSecret - Math.max(0, columns - tokenizer.cells());
        var cells = new ArrayList<String>(kept);
        for (int i = 0; i < kept; i++) {
            cells.add(secret[i] || i >= hiddenFrom ? "" : text.shown(i));
        }
        return List.copyOf(cells);
    }

    private static boolean slips(RowProblem problem) {
        return switch (problem.code()) {
            case BROKEN_QUOTE, CELL_TOO_LONG, ROW_TOO_LONG, TOO_FEW_CELLS, TOO_MANY_CELLS -> true;
            default -> false;
        };
    }
}
