package dev.orgworks.domain.reports;

import static dev.orgworks.domain.reports.ReportColumn.date;
import static dev.orgworks.domain.reports.ReportColumn.instant;
import static dev.orgworks.domain.reports.ReportColumn.number;
import static dev.orgworks.domain.reports.ReportColumn.text;

import dev.orgworks.domain.activity.ActivityKind;
import dev.orgworks.domain.invites.InviteState;
import dev.orgworks.domain.learners.LearnerStatus;
import dev.orgworks.domain.licenses.Seat;
import dev.orgworks.domain.metrics.Period;
import dev.orgworks.domain.sis.ImportState;
import java.util.List;

/** The reports that tables hold. */
final class TableReports {

    static final List<TableReport> ALL =
            List.of(learners(), licenses(), invites(), audit(), imports(), activity(), teamPerformance());

    private TableReports() {}

    /** In the order of the external ids; removed ones only when their status is asked for. */
    private static TableReport learners() {
        return new TableReport(
                ReportType.LEARNERS,
                List.of(
                        text("externalId", "r.external_id"),
                        text("login", "r.login"),
                        text("firstName", "r.first_name"),
                        text("lastName", "r.last_name"),
                        text("displayName", "r.display_name"),
                        text("email", "r.email"),
                        text("role", "r.role"),
                        text("grade", "r.grade"),
                        text("school", "r.school"),
                        text("status", "r.status"),
                        number("id", "r.id"),
                        instant("createdAt", "r.created_at"),
                        instant("updatedAt", "r.updated_at")),
                List.of(
                        ReportFilter.words("status", "r.status", LearnerStatus.values())
                                .otherwise("r.status <> 'REMOVED'"),
                        ReportFilter.text("school", "r.school"),
                        ReportFilter.text("grade", "r.grade"),
                        ReportFilter.text("role", "r.role"),
                        ReportFilter.from("r.created_at"),
                        ReportFilter.to("r.created_at")),
                "from learner r where r.organization_id = :organization",
                "r.external_key",
                true,
                "r.version");
    }

    private static TableReport licenses() {
        return new TableReport(
                ReportType.LICENSES,
                List.of(
                        number("seatId", "r.id"),
                        text("product", "p.product"),
                        text("pool", "p.name"),
                        text("learner", "l.external_id"),
                        text("firstName", "l.first_name"),
                        text("lastName", "l.last_name"),
                        text("email", "l.email"),
                        text("state", "r.state"),
                        text("source", "r.source"),
                        text("givenBy", "r.given_by"),
                        instant("givenAt", "r.given_at"),
                        instant("lastUsedAt", "r.last_used_at"),
                        instant("endedAt", "r.ended_at"),
                        text("endReason", "r.end_reason")),
                List.of(
                        ReportFilter.text("product", "p.product"),
                        ReportFilter.number("poolId", "r.pool_id"),
                        ReportFilter.words("state", "r.state", Seat.State.values()),
                        ReportFilter.from("r.given_at"),
                        ReportFilter.to("r.given_at")),
                """
                from license_seat r
                join license_pool p on p.id = r.pool_id
                left join learner l on l.id = r.learner_id
                where r.organization_id = :organization""",
                "r.id",
                false,
                "crc32(concat_ws('|', r.state, r.last_used_at, r.ended_at, r.learner_id, l.version, p.version))");
    }

    private static TableReport invites() {
        return new TableReport(
                ReportType.INVITES,
                List.of(
                        number("id", "r.id"),
                        text("email", "r.email"),
                        text("role", "r.role"),
                        text("state", "r.state"),
                        number("letters", "r.sent"),
                        text("invitedBy", "r.invited_by"),
                        instant("createdAt", "r.created_at"),
                        instant("lastSentAt", "r.last_sent_at"),
                        instant("expiresAt", "r.expires_at"),
                        instant("endedAt", "r.ended_at"),
                        text("bounceReason", "r.bounce_reason")),
                List.of(
                        ReportFilter.words("state", "r.state", InviteState.values()),
                        ReportFilter.from("r.created_at"),
                        ReportFilter.to("r.created_at")),
                """
                from (select i.id, i.organization_id, i.email, i.role, i.sent, i.invited_by, i.created_at, i.last_sent_at,
                             i.expires_at, i.ended_at, i.bounce_reason, i.version,
                             if(i.state = 'PENDING' and i.expires_at <= :asOf, 'EXPIRED', i.state) as state
                      from organization_invite i) r
                where r.organization_id = :organization""",
                "r.id",
                false,
                "crc32(concat_ws('|', r.version, r.state, r.ended_at, r.sent))");
    }

    private static TableReport audit() {
        return new TableReport(
                ReportType.AUDIT,
                List.of(
                        number("sequence", "r.seq"),
                        number("id", "r.id"),
                        instant("at", "r.at"),
                        text("actor", "r.actor"),
                        text("action", "r.action"),
                        text("targetType", "r.target_type"),
                        text("targetId", "r.target_id"),
                        text("before", "r.before_value"),
                        text("after", "r.after_value"),
                        text("requestId", "r.request_id"),
                        text("correlationId", "r.correlation_id")),
                List.of(
                        ReportFilter.text("actor", "r.actor"),
                        ReportFilter.text("action", "r.action"),
                        ReportFilter.text("targetType", "r.target_type"),
                        ReportFilter.text("targetId", "r.target_id"),
                        ReportFilter.from("r.at"),
                        ReportFilter.to("r.at")),
                "from audit_event r where r.organization_id = :organization",
                "r.id",
                false,
                "coalesce(r.seq, 0)");
    }

    private static TableReport imports() {
        return new TableReport(
                ReportType.IMPORTS,
                List.of(
                        number("id", "r.id"),
                        text("fileName", "r.file_name"),
                        number("sizeBytes", "r.size_bytes"),
                        text("state", "r.state"),
                        text("mode", "r.mode"),
                        number("created", "r.rows_created"),
                        number("updated", "r.rows_updated"),
                        number("unchanged", "r.rows_unchanged"),
                        number("suspended", "r.rows_suspended"),
                        number("removed", "r.rows_removed"),
                        number("rejected", "r.rows_rejected"),
                        number("duplicate", "r.rows_duplicate"),
                        text("createdBy", "r.created_by"),
                        instant("createdAt", "r.created_at"),
                        instant("finishedAt", "r.finished_at")),
                List.of(
                        ReportFilter.words("state", "r.state", ImportState.values()),
                        ReportFilter.from("r.created_at"),
                        ReportFilter.to("r.created_at")),
                "from sis_import r where r.organization_id = :organization",
                "r.id",
                false,
                """
                crc32(concat_ws('|', r.state, r.rows_created, r.rows_updated, r.rows_unchanged, r.rows_suspended,
                                r.rows_removed, r.rows_rejected, r.rows_duplicate, r.finished_at))""");
    }

    /** As it was told; what is told of learners who are gone stays. */
    private static TableReport activity() {
        return new TableReport(
                ReportType.ACTIVITY,
                List.of(
                        number("number", "r.id"),
                        text("eventId", "r.event_id"),
                        text("learner", "l.external_id"),
                        text("kind", "r.kind"),
                        text("course", "r.course"),
                        number("value", "r.value"),
                        instant("at", "r.at"),
                        instant("receivedAt", "r.received_at")),
                List.of(
                        ReportFilter.words("kind", "r.kind", ActivityKind.values()),
                        ReportFilter.text("course", "r.course"),
                        ReportFilter.text("learner", "l.external_id"),
                        ReportFilter.from("r.at"),
                        ReportFilter.to("r.at")),
                """
                from learner_activity r
                left join learner l on l.id = r.learner_id
                where r.organization_id = :organization""",
                "r.id",
                false,
                "coalesce(l.version, 0)");
    }

    /** By period and representative; figures are written anew by rollups, so the rows are numbered as they stand. */
    private static TableReport teamPerformance() {
        return new TableReport(
                ReportType.TEAM_PERFORMANCE,
                List.of(
                        text("period", "r.period"),
                        date("startsOn", "r.starts_on"),
                        date("endsOn", "r.ends_on"),
                        text("representative", "r.email"),
                        text("name", "r.name"),
                        number("ticketsHandled", "r.tickets_handled"),
                        number("avgResponseTime", "r.avg_response_time"),
                        number("resolutionRate", "r.resolution_rate"),
                        number("customerSatisfaction", "r.customer_satisfaction"),
                        text("trend", "r.trend")),
                List.of(
                        ReportFilter.words("period", "r.period", Period.values()),
                        ReportFilter.fromDay("r.starts_on"),
                        ReportFilter.toDay("r.starts_on")),
                """
                from (select t.*, u.email, u.name,
                             row_number() over (order by t.period, t.starts_on, t.representative_id) as number
                      from team_performance t
                      left join support_representative s on s.id = t.representative_id
                      left join support_user u on u.id = s.user_id
                      where t.organization_id = :organization) r
                where r.organization_id = :organization""",
                "r.number",
                false,
                """
                crc32(concat_ws('|', hex(r.id), r.tickets_handled, r.avg_response_time, r.resolution_rate,
                                r.customer_satisfaction, r.trend))""");
    }
}
