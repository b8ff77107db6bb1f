package dev.orgworks.domain.reports;

import dev.orgworks.domain.mail.Attachment;
import dev.orgworks.domain.mail.Letter;
import dev.orgworks.domain.mail.MailKind;
import dev.orgworks.domain.mail.QueueMail;
import dev.orgworks.domain.users.FindMembers;
import dev.orgworks.domain.users.Member;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Writes of a scheduled report to its recipients that it is there, and to the organization's administrators what went wrong: its
 * errors are not for people outside.
 */
@Component
class ReportLetters {

    private final FindMembers members;
    private final QueueMail mail;
    private final IssueReportLink links;
    private final AttachReport attach;

    ReportLetters(FindMembers members, QueueMail mail, IssueReportLink links, AttachReport attach) {
        this.members = members;
        this.mail = mail;
        this.links = links;
        this.attach = attach;
    }

    /** With the file itself where that is wished for and it is small, else with a link for each recipient. */
    void ready(ReportRun run, ReportExport export) {
        if (run.recipients().isEmpty()) {
            return;
        }
        Optional<Attachment> file = run.attach() ? attach.file(export) : Optional.empty();
        for (String recipient : run.recipients()) {
            Map<String, Object> model = model(run);
            model.put("asOfAt", export.asOf());
            model.put("fileName", export.fileName());
            model.put("rows", String.valueOf(export.rows()));
            if (file.isEmpty()) {
                model.put("link", links.issue(export, recipient).toString());
                model.put("expiresAt", export.expiresAt());
            }
            mail.queue(
                    TellReports.TELLER,
                    new Letter(
                            run.organizationId(),
                            MailKind.REPORT_READY,
                            recipient,
                            null,
                            model,
                            export.id(),
                            file.orElse(null)));
        }
    }

    void failed(ReportRun run, ReportExport export) {
        Map<String, Object> model = model(run);
        model.put("error", Objects.requireNonNullElse(export.error(), "It failed"));
        toAdministrators(run, MailKind.REPORT_FAILED, model);
    }

    void late(ReportRun run) {
        Map<String, Object> model = model(run);
        model.put("minutes", run.startWithinMinutes());
        toAdministrators(run, MailKind.REPORT_LATE, model);
    }

    private void toAdministrators(ReportRun run, MailKind kind, Map<String, Object> model) {
        for (Member member : members.administrators(run.organizationId())) {
            mail.queue(
                    TellReports.TELLER,
                    new Letter(
                            run.organizationId(),
                            kind,
                            member.email(),
                            member.firstName() + " " + member.lastName(),
                            model,
                            null));
        }
    }

    private static Map<String, Object> model(ReportRun run) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("organization", run.organization());
        model.put("report", run.report());
        model.put("job", run.id().toString());
        model.put("scheduledAt", run.scheduledFor());
        return model;
    }
}
