package dev.orgworks.domain.learners;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes a learner by hand: edits, suspends, reinstates, removes, or gives edited fields back to the imports. */
@Component
public class ChangeLearner {

    /** From which statuses an act leads to its status. Removing and suspending may be repeated without effect. */
    static final Map<LearnerChange.Act, LearnerStatus> RESULTS = Map.of(
            LearnerChange.Act.SUSPEND, LearnerStatus.SUSPENDED,
            LearnerChange.Act.REINSTATE, LearnerStatus.ACTIVE,
            LearnerChange.Act.REMOVE, LearnerStatus.REMOVED);

    private static final Set<LearnerField> EDITABLE =
            EnumSet.complementOf(EnumSet.of(LearnerField.EXTERNAL_ID, LearnerField.STATUS));

    private final JdbcClient jdbc;
    private final FindLearners learners;
    private final RecordAudit audit;
    private final InstantSource clock;

    ChangeLearner(JdbcClient jdbc, FindLearners learners, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.learners = learners;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes one change and its audit event; a change that changes nothing writes nothing.
     *
     * @return the learner as it is now
     * @throws NotFoundException when the organization has no such learner
     * @throws InvalidInputException when a value cannot be
     * @throws ConflictException when the login is taken, the version is not the one that the caller saw, the act does not
     *     go with the learner's status, or would shut out the actor himself
     */
    @Transactional
    public Learner change(Actor actor, long organizationId, LearnerChange change) {
        Learner before = locked(organizationId, change);
        if (change.version() != null && change.version() != before.version()) {
            throw new ConflictException(
                    "CHANGED_MEANWHILE",
                    "The learner was changed meanwhile (version " + before.version() + ", not " + change.version()
                            + "); read it again");
        }
        refuseOwnAccount(actor, before, change.act());
        Map<LearnerField, @Nullable String> values = newValues(before, change);
        Set<LearnerField> byHand = byHandAfter(before, change, values.keySet());
        if (values.isEmpty() && byHand.equals(before.editedByHand())) {
            return before;
        }
        write(organizationId, before, values, byHand);
        Learner after = learners.byId(organizationId, before.id());
        audit.record(
                actor,
                new AuditEntry(
                        organizationId,
                        action(change.act()),
                        "learner",
                        before.id(),
                        snapshot(before, values.keySet()),
                        snapshot(after, values.keySet())));
        return after;
    }

    private Learner locked(long organizationId, LearnerChange change) {
        Learner found = change.id() != null
                ? learners.byId(organizationId, change.id())
                : learners.byExternalId(organizationId, String.valueOf(change.externalId()))
                        .orElseThrow(() -> new NotFoundException("Learner", String.valueOf(change.externalId())));
        jdbc.sql("select id from learner where id = :id for update")
                .param("id", found.id())
                .query(Long.class)
                .single();
        return learners.byId(organizationId, found.id());
    }

    /** Nobody suspends or removes himself: he could not take it back. */
    private static void refuseOwnAccount(Actor actor, Learner learner, LearnerChange.Act act) {
        boolean shutsOut = act == LearnerChange.Act.SUSPEND || act == LearnerChange.Act.REMOVE;
        if (shutsOut
                && actor.login() != null
                && learner.status() != LearnerStatus.REMOVED
                && LearnerKeys.loginKey(actor.login()).equals(LearnerKeys.loginKey(learner.login()))) {
            throw new ConflictException(
                    "OWN_ACCOUNT", "This is your own account; have somebody else suspend or remove it");
        }
    }

    private static Map<LearnerField, @Nullable String> newValues(Learner before, LearnerChange change) {
        Map<LearnerField, @Nullable String> values = new EnumMap<>(LearnerField.class);
        LearnerStatus result = RESULTS.get(change.act());
        if (result != null) {
            values.put(LearnerField.STATUS, result.name());
        } else if (change.act() == LearnerChange.Act.EDIT) {
            if (before.status() == LearnerStatus.REMOVED) {
                throw new ConflictException("REMOVED", "The learner is removed; reinstate it before editing");
            }
            change.fields().forEach((field, value) -> values.put(field, checked(field, value)));
        }
        values.entrySet().removeIf(entry -> java.util.Objects.equals(entry.getValue(), before.value(entry.getKey())));
        return values;
    }

    private static @Nullable String checked(LearnerField field, String value) {
        String name = field.json();
        if (!EDITABLE.contains(field)) {
            throw new InvalidInputException(
                    name,
                    "NOT_EDITABLE",
                    field == LearnerField.STATUS
                            ? "status is changed by the actions suspend, reinstate and remove"
                            : name + " identifies the learner and cannot be edited");
        }
        String clean = LearnerKeys.clean(value);
        if (clean.isEmpty()) {
            if (field == LearnerField.LOGIN) {
                throw new InvalidInputException(name, "REQUIRED", name + " must not be blank");
            }
            return null;
        }
        if (clean.codePointCount(0, clean.length()) > field.maxLength()) {
            throw new InvalidInputException(
                    name, "TOO_LONG", name + " must not be longer than " + field.maxLength() + " characters");
        }
        if (clean.chars().anyMatch(c -> Character.isISOControl(c) || c == 0xFFFD)) {
            throw new InvalidInputException(
                    name, "CONTROL_CHARACTER", name + " holds a control or replacement character; remove it");
        }
        if (field == LearnerField.EMAIL && !clean.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
            throw new InvalidInputException(name, "NOT_AN_EMAIL", name + " is not an e-mail address");
        }
        return clean;
    }

    private static Set<LearnerField> byHandAfter(Learner before, LearnerChange change, Set<LearnerField> changed) {
        Set<LearnerField> byHand = EnumSet.noneOf(LearnerField.class);
        byHand.addAll(before.editedByHand());
        if (change.act() == LearnerChange.Act.RELEASE) {
            byHand.removeAll(
                    change.fields().isEmpty()
                            ? EnumSet.allOf(LearnerField.class)
                            : change.fields().keySet());
        } else {
            byHand.addAll(changed);
        }
        return byHand;
    }

    private void write(
            long organizationId, Learner before, Map<LearnerField, @Nullable String> values, Set<LearnerField> byHand) {
        StringBuilder set = new StringBuilder();
        values.keySet()
                .forEach(field -> set.append(field.column())
                        .append(" = :")
                        .append(field.name())
                        .append(", "));
        String status = values.getOrDefault(LearnerField.STATUS, before.status().name());
        String login = values.getOrDefault(LearnerField.LOGIN, before.login());
        var statement = jdbc.sql("""
                        update learner set %s login_key = :loginKey, manual_fields = :byHand,
                               version = greatest(version, coalesce(top_version, 0)) + 1, updated_at = :now
                        where id = :id and organization_id = :organization and version = :version
                        """.formatted(set))
                .param(
                        "loginKey",
                        LearnerStatus.REMOVED.name().equals(status)
                                ? null
                                : LearnerKeys.loginKey(String.valueOf(login)))
                .param("byHand", LearnerField.mask(byHand))
                .param("now", Timestamp.from(clock.instant()))
                .param("id", before.id())
                .param("organization", organizationId)
                .param("version", before.version());
        for (Map.Entry<LearnerField, @Nullable String> value : values.entrySet()) {
            statement = statement.param(value.getKey().name(), value.getValue());
        }
        try {
            if (statement.update() != 1) {
                throw new IllegalStateException("The locked learner " + before.id() + " changed under its lock");
            }
        } catch (DuplicateKeyException e) {
            throw new ConflictException(
                    "LOGIN_TAKEN",
                    "Another learner of the organization has the login \"" + login + "\"; choose another");
        }
    }

    private static String action(LearnerChange.Act act) {
        return switch (act) {
            case EDIT -> "learner.edited";
            case SUSPEND -> "learner.suspended";
            case REINSTATE -> "learner.reinstated";
            case REMOVE -> "learner.removed";
            case RELEASE -> "learner.released";
        };
    }

    private static Map<String, @Nullable Object> snapshot(Learner learner, Set<LearnerField> fields) {
        Map<String, @Nullable Object> snapshot = new LinkedHashMap<>();
        fields.forEach(field -> snapshot.put(field.json(), learner.value(field)));
        snapshot.put("editedByHand", learner.editedByHand());
        return snapshot;
    }
}
