package dev.orgworks.domain.support;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.mail.Letter;
import dev.orgworks.domain.mail.MailKind;
import dev.orgworks.domain.mail.QueueMail;
import dev.orgworks.domain.users.FindMembers;
import dev.orgworks.domain.users.Member;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes to the administrators and owners of an organization that so much of a budget is spent: once for each of its
 * percentages, whatever happens to its money or its limit later. The caller's transaction has the budget's row locked.
 */
@Component
class TellThresholds {

    private final JdbcClient jdbc;
    private final FindMembers members;
    private final QueueMail mail;
    private final InstantSource clock;

    TellThresholds(JdbcClient jdbc, FindMembers members, QueueMail mail, InstantSource clock) {
        this.jdbc = jdbc;
        this.members = members;
        this.mail = mail;
        this.clock = clock;
    }

    void tell(Actor actor, Budget budget) {
        List<Integer> reached = budget.alertThresholds().each().stream()
                .filter(Budget.AlertThreshold::enabled)
                .map(threshold -> Objects.requireNonNull(threshold.percentage()))
                .filter(percentage -> isReached(budget, percentage))
                .sorted()
                .toList();
        if (reached.isEmpty()) {
            return;
        }
        Set<Integer> told = told(budget);
        for (int percentage : reached) {
            if (!told.contains(percentage)) {
                note(budget, percentage);
                write(actor, budget, percentage);
            }
        }
    }

    private static boolean isReached(Budget budget, int percentage) {
        return budget.spent().signum() > 0
                && budget.spent().movePointRight(2).compareTo(budget.limit().multiply(BigDecimal.valueOf(percentage)))
                        >= 0;
    }

    private Set<Integer> told(Budget budget) {
        return jdbc.sql("select percentage from support_budget_alert where budget_id = :budget")
                .param("budget", BinaryUuid.bytes(Objects.requireNonNull(budget.id())))
                .query((rs, rowNumber) -> rs.getBigDecimal(1).intValue())
                .set();
    }

    private void note(Budget budget, int percentage) {
        jdbc.sql("""
                        insert into support_budget_alert (budget_id, percentage, organization_id, told_at)
                        values (:budget, :percentage, :organization, :now)
                        """)
                .param("budget", BinaryUuid.bytes(Objects.requireNonNull(budget.id())))
                .param("percentage", percentage)
                .param("organization", budget.organizationId())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private void write(Actor actor, Budget budget, int percentage) {
        long organization = Objects.requireNonNull(budget.organizationId());
        Map<String, Object> model = Map.of(
                "organization", name(organization),
                "budget", budget.type().name().toLowerCase(Locale.ROOT),
                "percentage", percentage,
                "spent", budget.spent().toPlainString(),
                "limit", budget.limit().toPlainString(),
                "remaining", budget.remaining().toPlainString(),
                "beginsAt", budget.periodStart(),
                "endsAt", budget.periodEnd());
        for (Member member : members.administrators(organization)) {
            mail.queue(
                    actor,
                    new Letter(
                            organization,
                            MailKind.BUDGET_THRESHOLD,
                            member.email(),
                            member.firstName() + " " + member.lastName(),
                            model,
                            null));
        }
    }

    private String name(long organization) {
        return jdbc.sql("select name from organization where id = :id")
                .param("id", organization)
                .query(String.class)
                .single();
    }
}
