package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.learners.LearnerStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One data row of an upload, normalised and judged by itself. */
public final class RosterRow {

    private final long number;
    private final long line;
    private final long byteOffset;
    private final Map<LearnerField, String> values;
    private final @Nullable String key;
    private final @Nullable String loginKey;
    private final List<RowProblem> problems;
    private final List<String> cells;
    private final boolean rejected;

    RosterRow(
            long number,
            long line,
            long byteOffset,
            Map<LearnerField, String> values,
            @Nullable String key,
            @Nullable String loginKey,
            List<RowProblem> problems,
            List<String> cells) {
        this.number = number;
        this.line = line;
        this.byteOffset = byteOffset;
        this.values = values;
        this.key = key;
        this.loginKey = loginKey;
        this.problems = problems;
        this.cells = cells;
        this.rejected = problems.stream().anyMatch(problem -> problem.severity() == RowProblem.Severity.ERROR);
    }

    /** The row's number among the data rows, from 1; blank lines have none. */
    public long number() {
        return number;
    }

    /** The physical line, from 1, on which the row begins. */
    public long line() {
        return line;
    }

    /** Bytes of the upload before the row. */
    public long byteOffset() {
        return byteOffset;
    }

    /**
     * What the row says about a field, as it is to be stored: null for nothing, so that the stored value stays; the
     * empty text to clear it. The status is a name of {@link dev.orgworks.domain.learners.LearnerStatus}.
     */
    public @Nullable String value(LearnerField field) {
        return values.get(field);
    }

    /** What the id is compared by; null if the row has no usable id. */
    public @Nullable String key() {
        return key;
    }

    /** What the login is compared by; null if the row has no usable login. */
    public @Nullable String loginKey() {
        return loginKey;
    }

    public List<RowProblem> problems() {
        return problems;
    }

    /** Whether an error forbids to apply the row. */
    public boolean rejected() {
        return rejected;
    }

    /** Whether the row says that the learner is removed; such a row claims no login. */
    boolean removes() {
        return LearnerStatus.REMOVED.name().equals(value(LearnerField.STATUS));
    }

    /**
     * The cells as the upload writes them, without those of password columns: of a rejected row, and of every row if
     * the reader was asked to keep them. Otherwise empty.
     */
    public List<String> cells() {
        return cells;
    }

    /** Says where the row is, not what it holds. */
    @Override
    public String toString() {
        return "row " + number + " (line " + line + ", byte " + byteOffset + ")";
    }
}
