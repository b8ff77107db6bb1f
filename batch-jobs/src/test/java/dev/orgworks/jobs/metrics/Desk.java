package dev.orgworks.jobs.metrics;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.organizations.CreateOrganization;
import dev.orgworks.domain.organizations.OrganizationDraft;
import dev.orgworks.domain.support.FactsChanged;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.metrics.Fact.Conversation;
import dev.orgworks.jobs.metrics.Fact.Ticket;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes organizations with facts, and changes these as the desk does: with word of it, in one transaction. */
@Component
class Desk {

    private final CreateOrganization organizations;
    private final NamedParameterJdbcOperations jdbc;
    private final ApplicationEventPublisher publisher;
    private final TransactionTemplate transaction;

    Desk(
            CreateOrganization organizations,
            NamedParameterJdbcOperations jdbc,
            ApplicationEventPublisher publisher,
            TransactionTemplate transaction) {
        this.organizations = organizations;
        this.jdbc = jdbc;
        this.publisher = publisher;
        this.transaction = transaction;
    }

    /** An organization, and the facts that there are of it. */
    final class Tenant {

        final long id;
        private ZoneId zone;
        final List<UUID> representatives = new ArrayList<>();
        final UUID customer;
        final Map<UUID, Fact> facts = new LinkedHashMap<>();

        private Tenant(ZoneId zone) {
            id = organizations
                    .create(Worker.SOMEBODY, null, OrganizationDraft.named("Desk " + BinaryUuid.next()))
                    .id();
            this.zone = zone;
            movesTo(zone);
            customer = user();
            for (int i = 0; i < 3; i++) {
                representatives.add(representative());
            }
        }

        ZoneId zone() {
            return zone;
        }

        void movesTo(ZoneId other) {
            zone = other;
            jdbc.update(
                    "update organization set time_zone = :zone where id = :id",
                    Map.of("zone", other.getId(), "id", id));
        }

        /** Facts between two instants, many of them near its midnights; without word of it, as an import would write them. */
        void generate(Random random, Instant from, Instant to, int conversations, int tickets) {
            List<Fact> made = new ArrayList<>();
            for (int i = 0; i < conversations; i++) {
                made.add(conversation(random, instant(random, from, to)));
            }
            for (int i = 0; i < tickets; i++) {
                made.add(ticket(random, instant(random, from, to)));
            }
            insert(made);
        }

        Conversation conversation(Random random, Instant opened) {
            boolean ended = random.nextInt(10) > 0;
            boolean ai = random.nextInt(3) == 0;
            long lasts = random.nextInt(20) == 0 ? random.nextInt(2_000_000) : random.nextInt(7_200);
            return new Conversation(
                    BinaryUuid.next(),
                    opened,
                    random.nextInt(8) == 0 ? null : opened.plusNanos(random.nextInt(300_000_000) * 1_000L),
                    ended ? opened.plusSeconds(lasts) : null,
                    ai ? null : representatives.get(random.nextInt(3)),
                    random.nextInt(3) == 0 ? mark(random) : null,
                    random.nextBoolean(),
                    random.nextInt(9) == 0);
        }

        Ticket ticket(Random random, Instant created) {
            boolean resolved = random.nextInt(5) > 0;
            return new Ticket(
                    BinaryUuid.next(),
                    created,
                    resolved ? created.plusSeconds(random.nextInt(900_000)) : null,
                    random.nextInt(6) == 0 ? null : representatives.get(random.nextInt(3)),
                    resolved && random.nextBoolean() ? mark(random) : null);
        }

        private Instant instant(Random random, Instant from, Instant to) {
            Instant any =
                    from.plusSeconds(random.nextLong(Duration.between(from, to).toSeconds()));
            if (random.nextInt(4) > 0) {
                return any.plusNanos(random.nextInt(1_000_000) * 1_000L);
            }
            Instant midnight = any.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
            return Stream.of(midnight, midnight.minusNanos(1_000), midnight.plusSeconds(random.nextInt(7_200)))
                    .skip(random.nextInt(3))
                    .findFirst()
                    .orElseThrow();
        }

        /** Stores facts, without word of it. */
        void insert(List<? extends Fact> made) {
            made.forEach(fact -> facts.put(fact.id(), fact));
            jdbc.batchUpdate(
                    """
                    insert into support_conversation
                        (id, organization_id, customer_id, representative_id, handled_by, channel, opened_at,
                         first_response_at, ended_at, rating, resolved_at_first_contact, escalated, version,
                         created_at, updated_at)
                    values (:id, :organization, :customer, :representative, :by, 'CHAT', :opened, :responded, :ended,
                            :rating, :firstContact, :escalated, 0, :opened, :opened)
                    """,
                    made.stream()
                            .filter(Conversation.class::isInstance)
                            .map(fact -> row((Conversation) fact))
                            .toArray(SqlParameterSource[]::new));
            jdbc.batchUpdate(
                    """
                    insert into support_ticket
                        (id, organization_id, ticket_number, customer_id, subject, status, priority, category, assigned_to,
                         customer_satisfaction_score, resolved_at, version, created_at, updated_at)
                    values (:id, :organization, :number, :customer, 'a ticket', 'OPEN', 'LOW', 'OTHER', :representative,
                            :score, :resolved, 0, :created, :created)
                    """,
                    made.stream()
                            .filter(Ticket.class::isInstance)
                            .map(fact -> row((Ticket) fact))
                            .toArray(SqlParameterSource[]::new));
        }

        /** Makes a fact. */
        void adds(Fact fact) {
            inTransaction(() -> {
                insert(List.of(fact));
                tell(List.of(span(fact)));
            });
        }

        /** Changes a fact that there is. */
        void corrects(Fact after) {
            Fact before = Objects.requireNonNull(facts.get(after.id()));
            inTransaction(() -> {
                remove(before);
                insert(List.of(after));
                tell(List.of(span(before), span(after)));
            });
        }

        /** Deletes a fact. */
        void deletes(Fact fact) {
            inTransaction(() -> {
                remove(fact);
                tell(List.of(span(fact)));
            });
        }

        /** A fact that is so. */
        <T extends Fact> T some(Class<T> type, Predicate<T> how) {
            return facts.values().stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .filter(how)
                    .findFirst()
                    .orElseThrow();
        }

        private void remove(Fact fact) {
            facts.remove(fact.id());
            String table = fact instanceof Conversation ? "support_conversation" : "support_ticket";
            jdbc.update("delete from " + table + " where id = :id", Map.of("id", BinaryUuid.bytes(fact.id())));
        }

        private void tell(List<FactsChanged.Span> spans) {
            publisher.publishEvent(new FactsChanged(id, spans));
        }

        private UUID user() {
            UUID user = BinaryUuid.next();
            jdbc.update("""
                    insert into support_user (id, organization_id, name, email, role, version, created_at, updated_at)
                    values (:id, :organization, 'Somebody', :email, 'CUSTOMER', 0, now(6), now(6))
                    """, Map.of("id", BinaryUuid.bytes(user), "organization", id, "email", user + "@example.org"));
            return user;
        }

        private UUID representative() {
            UUID representative = BinaryUuid.next();
            jdbc.update(
                    """
                    insert into support_representative
                        (id, organization_id, user_id, role, status, max_chats, version, created_at, updated_at)
                    values (:id, :organization, :user, 'AGENT', 'ONLINE', 3, 0, now(6), now(6))
                    """,
                    Map.of(
                            "id",
                            BinaryUuid.bytes(representative),
                            "organization",
                            id,
                            "user",
                            BinaryUuid.bytes(user())));
            return representative;
        }

        private SqlParameterSource row(Conversation conversation) {
            return new MapSqlParameterSource()
                    .addValue("id", BinaryUuid.bytes(conversation.id()))
                    .addValue("organization", id)
                    .addValue("customer", BinaryUuid.bytes(customer))
                    .addValue("representative", bytes(conversation.representative()))
                    .addValue("by", conversation.representative() == null ? "AI" : "REPRESENTATIVE")
                    .addValue("opened", Timestamp.from(conversation.opened()))
                    .addValue("responded", timestamp(conversation.responded()))
                    .addValue("ended", timestamp(conversation.ended()))
                    .addValue("rating", conversation.rating())
                    .addValue("firstContact", conversation.firstContact())
                    .addValue("escalated", conversation.escalated());
        }

        private SqlParameterSource row(Ticket ticket) {
            return new MapSqlParameterSource()
                    .addValue("id", BinaryUuid.bytes(ticket.id()))
                    .addValue("organization", id)
                    .addValue("number", ticket.id().toString())
                    .addValue("customer", BinaryUuid.bytes(customer))
                    .addValue("representative", bytes(ticket.representative()))
                    .addValue("score", ticket.score())
                    .addValue("created", Timestamp.from(ticket.created()))
                    .addValue("resolved", timestamp(ticket.resolved()));
        }
    }

    Tenant tenant(String zone) {
        return new Tenant(ZoneId.of(zone));
    }

    private void inTransaction(Runnable work) {
        transaction.executeWithoutResult(status -> work.run());
    }

    private static BigDecimal mark(Random random) {
        return BigDecimal.valueOf(100 + random.nextInt(401), 2);
    }

    private static FactsChanged.Span span(Fact fact) {
        return fact instanceof Conversation conversation
                ? new FactsChanged.Span(conversation.opened(), conversation.ended())
                : new FactsChanged.Span(((Ticket) fact).created(), ((Ticket) fact).resolved());
    }

    private static byte @Nullable [] bytes(@Nullable UUID id) {
        return id == null ? null : BinaryUuid.bytes(id);
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
