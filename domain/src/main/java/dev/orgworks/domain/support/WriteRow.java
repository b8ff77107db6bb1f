package dev.orgworks.domain.support;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes rows of the desk with their audit, in the caller's transaction, and tells whoever makes figures of them. */
@Component
class WriteRow {

    private final JdbcAggregateTemplate rows;
    private final FindRows find;
    private final RecordAudit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    WriteRow(
            JdbcAggregateTemplate rows,
            FindRows find,
            RecordAudit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.find = find;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Stores a new row of an organization. */
    @Transactional(propagation = Propagation.MANDATORY)
    <T extends DeskRow> T insert(Actor actor, long organizationId, T row) {
        RowFields<T> fields = RowFields.of(row);
        Instant now = now();
        UUID id = BinaryUuid.next();
        T whole = fields.with(
                next(null, row, now),
                Map.of("id", id, "organizationId", organizationId, "createdAt", now, "updatedAt", now));
        check(null, whole);
        unlessTaken(fields, () -> rows.insert(whole));
        return written(actor, fields, null, find.get(organizationId, fields.type(), id));
    }

    /** Stores many new rows of one kind in an organization; all of them, or none when one cannot be. */
    @Transactional(propagation = Propagation.MANDATORY)
    <T extends DeskRow> List<T> insertAll(Actor actor, long organizationId, RowFields<T> fields, List<T> many) {
        Instant now = now();
        List<T> whole = many.stream()
                .map(row -> fields.with(
                        next(null, row, now),
                        Map.of(
                                "id",
                                BinaryUuid.next(),
                                "organizationId",
                                organizationId,
                                "createdAt",
                                now,
                                "updatedAt",
                                now)))
                .toList();
        List<T> stored = rows.insertAll(whole);
        audit.record(
                actor,
                stored.stream()
                        .map(row -> new AuditEntry(
                                organizationId, fields.name() + ".created", fields.name(), id(row), null, row))
                        .toList());
        changed(organizationId, stored.stream());
        return stored;
    }

    /** Stores a row that was {@linkplain FindRows#lock locked} as it is to be; one that is the same stays as it is. */
    @Transactional(propagation = Propagation.MANDATORY)
    <T extends DeskRow> T update(Actor actor, T before, T wanted) {
        if (wanted.equals(before)) {
            return before;
        }
        RowFields<T> fields = RowFields.of(before);
        Instant now = now();
        T next = next(before, wanted, now);
        check(before, next);
        unlessTaken(fields, () -> rows.update(fields.with(next, Map.of("updatedAt", now))));
        return written(actor, fields, before, find.get(organization(before), fields.type(), id(before)));
    }

    /** Deletes a row that was {@linkplain FindRows#lock locked}. */
    @Transactional(propagation = Propagation.MANDATORY)
    <T extends DeskRow> void delete(Actor actor, T row) {
        RowFields<T> fields = RowFields.of(row);
        try {
            rows.delete(row);
        } catch (RuntimeException e) {
            if (integrity(e) == null) {
                throw e;
            }
            throw new ConflictException(
                    "IN_USE",
                    "Other things of the desk still refer to the " + words(fields)
                            + "; delete those first, or let them refer to another one");
        }
        written(actor, fields, row, null);
    }

    private <T extends DeskRow> T written(Actor actor, RowFields<T> fields, @Nullable T before, @Nullable T after) {
        T either = Objects.requireNonNull(after == null ? before : after);
        String act = before == null ? "created" : after == null ? "deleted" : "changed";
        audit.record(
                actor,
                new AuditEntry(
                        organization(either), fields.name() + "." + act, fields.name(), id(either), before, after));
        changed(organization(either), Stream.of(before, after));
        return either;
    }

    private void changed(long organizationId, Stream<? extends @Nullable DeskRow> facts) {
        List<FactsChanged.Span> spans = facts.filter(Fact.class::isInstance)
                .map(row -> ((Fact) row).span())
                .toList();
        if (!spans.isEmpty()) {
            events.publishEvent(new FactsChanged(organizationId, spans));
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends DeskRow> T next(@Nullable T before, T wanted, Instant now) {
        wanted.check();
        return wanted instanceof Lifecycle<?> lifecycle ? ((Lifecycle<T>) lifecycle).after(before, now) : wanted;
    }

    /** What a row refers to is there, is the organization's own, and stays until the transaction ends. */
    private <T extends DeskRow> void check(@Nullable T before, T wanted) {
        RowFields<T> fields = RowFields.of(wanted);
        List<InvalidInputException.Detail> wrong = new ArrayList<>();
        for (RowFields.Reference reference : fields.references()) {
            UUID id = fields.reference(wanted, reference.field());
            boolean same = before != null && Objects.equals(id, fields.reference(before, reference.field()));
            if (id != null && !same && !find.holds(organization(wanted), reference.to(), id)) {
                wrong.add(unknown(reference, id));
            }
        }
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
    }

    /** What is said of a reference to what the organization does not have. */
    static InvalidInputException.Detail unknown(RowFields.Reference reference, UUID id) {
        return new InvalidInputException.Detail(
                reference.field(),
                "UNKNOWN",
                reference.field() + " " + id + " is no " + words(RowFields.of(reference.to()))
                        + " of this organization");
    }

    private static void unlessTaken(RowFields<?> fields, Runnable statement) {
        try {
            statement.run();
        } catch (RuntimeException e) {
            DataIntegrityViolationException violation = integrity(e);
            if (violation instanceof DuplicateKeyException) {
                throw new ConflictException("TAKEN", fields.taken(String.valueOf(violation.getMessage())));
            }
            throw e;
        }
    }

    /** Spring Data wraps what the database says. */
    private static @Nullable DataIntegrityViolationException integrity(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataIntegrityViolationException violation) {
                return violation;
            }
        }
        return null;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String words(RowFields<?> fields) {
        return fields.what().toLowerCase(Locale.ROOT);
    }

    private static long organization(DeskRow row) {
        return Objects.requireNonNull(row.organizationId());
    }

    private static UUID id(DeskRow row) {
        return Objects.requireNonNull(row.id());
    }
}
