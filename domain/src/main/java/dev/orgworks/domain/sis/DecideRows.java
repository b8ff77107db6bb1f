package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.learners.LearnerKeys;
import dev.orgworks.domain.learners.LearnerStatus;
import java.util.EnumMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a row does to a learner. The one rule: it is asked while the file is read, and again when the learner changed since.
 */
final class DecideRows {

    private static final String REMOVED = LearnerStatus.REMOVED.name();
    private static final String SUSPENDED = LearnerStatus.SUSPENDED.name();
    private static final String ACTIVE = LearnerStatus.ACTIVE.name();

    private final int absent;
    private final boolean override;
    private final @Nullable String ownLogin;

    DecideRows(SisImport subject) {
        this.absent = subject.absentFields();
        this.override = subject.options().overrideManualEdits();
        this.ownLogin = subject.ownLoginKey();
    }

    /** What a row that is not rejected does, given the learner of its id, if there is one. */
    Decision decide(RosterRow row, @Nullable LiveLearner live) {
        return live == null ? create(row) : change(row, live);
    }

    /** What becomes of a learner whom a full roster does not name; null when he is left alone. */
    @Nullable
    Decision missing(LiveLearner live, LearnerStatus become) {
        boolean kept = !override && (live.manualFields() & LearnerField.STATUS.bit()) != 0;
        boolean already = live.removed() || become.name().equals(live.value(LearnerField.STATUS));
        if (already || kept || isOwn(live)) {
            return null;
        }
        var after = new EnumMap<>(live.values());
        after.put(LearnerField.STATUS, become.name());
        boolean removes = become == LearnerStatus.REMOVED;
        return new Decision(
                removes ? RowAction.REMOVE : RowAction.SUSPEND,
                live,
                after,
                removes ? null : live.loginKey(),
                LearnerField.STATUS.bit(),
                0,
                override ? live.manualFields() & ~LearnerField.STATUS.bit() : live.manualFields());
    }

    private static Decision create(RosterRow row) {
        if (REMOVED.equals(row.value(LearnerField.STATUS))) {
            return new Decision(RowAction.UNCHANGED, null, null, null, 0, 0, 0);
        }
        var after = new EnumMap<LearnerField, String>(LearnerField.class);
        for (LearnerField field : LearnerField.values()) {
            String value = row.value(field);
            if (value != null && !value.isEmpty()) {
                after.put(field, value);
            }
        }
        return new Decision(RowAction.CREATE, null, after, row.loginKey(), LearnerField.mask(after.keySet()), 0, 0);
    }

    private Decision change(RosterRow row, LiveLearner live) {
        int manual = override ? 0 : live.manualFields();
        int kept = manual | absent;
        int changed = 0;
        int disregarded = 0;
        EnumMap<LearnerField, String> after = null;
        for (LearnerField field : LearnerField.values()) {
            String said = field == LearnerField.EXTERNAL_ID ? null : row.value(field);
            String has = live.value(field);
            if (said == null || Objects.equals(said.isEmpty() ? null : said, has)) {
                continue;
            }
            if ((kept & field.bit()) != 0) {
                disregarded |= field.bit() & manual & ~absent;
                continue;
            }
            if (after == null) {
                after = new EnumMap<>(live.values());
            }
            changed |= field.bit();
            if (said.isEmpty()) {
                after.remove(field);
            } else {
                after.put(field, said);
            }
        }
        if (after == null) {
            return new Decision(RowAction.UNCHANGED, live, null, live.loginKey(), 0, disregarded, manual);
        }
        String was = live.value(LearnerField.STATUS);
        String status = Objects.requireNonNull(after.get(LearnerField.STATUS));
        RowAction action = REMOVED.equals(status) && !REMOVED.equals(was)
                ? RowAction.REMOVE
                : SUSPENDED.equals(status) && ACTIVE.equals(was) ? RowAction.SUSPEND : RowAction.UPDATE;
        if ((action == RowAction.REMOVE || action == RowAction.SUSPEND) && isOwn(live)) {
            return Decision.refused(live, RowProblem.Code.OWN_ACCOUNT);
        }
        boolean loginKept = (kept & LearnerField.LOGIN.bit()) != 0;
        String login = loginKept ? keyOf(live) : row.loginKey();
        return new Decision(
                action,
                live,
                after,
                REMOVED.equals(status) ? null : login,
                changed,
                disregarded,
                override ? live.manualFields() & ~changed : live.manualFields());
    }

    /** A removed learner gave his login's key up; if he keeps the login he needs the key again. */
    private static String keyOf(LiveLearner live) {
        return live.loginKey() != null
                ? live.loginKey()
                : LearnerKeys.loginKey(Objects.requireNonNull(live.value(LearnerField.LOGIN)));
    }

    private boolean isOwn(LiveLearner live) {
        return ownLogin != null && ownLogin.equals(live.loginKey());
    }

    /** Of all that a row says, nothing else: two rows of one saying would do the same. */
    static String saying(RosterRow row) {
        StringBuilder said = new StringBuilder();
        for (LearnerField field : LearnerField.values()) {
            String value = row.value(field);
            said.append(value == null ? "-" : value.length() + ":" + value);
        }
        return said.toString();
    }
}
