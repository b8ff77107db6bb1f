package dev.orgworks.api.sis;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.orgworks.api.http.AnswerOnce;
import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.api.jobs.JobView;
import dev.orgworks.api.sis.ReceiveUpload.Received;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.sis.NewImport;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.domain.sis.StartImport;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Uploading a roster, which starts an import. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/sis/import")
class UploadController {

    private final ReceiveUpload receive;
    private final StartImport start;
    private final ShowImport show;
    private final AnswerOnce once;

    UploadController(ReceiveUpload receive, StartImport start, ShowImport show, AnswerOnce once) {
        this.receive = receive;
        this.start = start;
        this.show = show;
        this.once = once;
    }

    /** An import and the job that carries it out. */
    record Started(@JsonProperty("import") ImportView started, JobView job) {}

    /** What an upload asks for, however its parts were put together. */
    record Asked(String sha256, String fileName, OptionFields.Read fields) {}

    @PostMapping
    @Idempotent(streams = true)
    @Requires(Role.MANAGER)
    ResponseEntity<?> upload(Organization organization, Caller caller, HttpServletRequest request) throws Exception {
        Received received = receive.receive(request);
        AtomicBoolean taken = new AtomicBoolean();
        try {
            return once.answer(
                    request, new Asked(received.stored().sha256(), received.fileName(), received.fields()), () -> {
                        taken.set(true);
                        return started(organization, caller, received);
                    });
        } finally {
            if (!taken.get()) {
                receive.discard(received);
            }
        }
    }

    private ResponseEntity<ApiResponse<Started>> started(Organization organization, Caller caller, Received received) {
        StartImport.Started started = start.start(
                caller.actor(),
                new NewImport(
                        organization.id(),
                        received.fileName(),
                        received.stored(),
                        received.fields().options(),
                        received.fields().repeat()));
        SisImport subject = started.subject();
        URI location = URI.create("/api/organizations/" + organization.id() + "/sis/import/" + subject.id());
        return ResponseEntity.status(started.repeated() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .location(location)
                .body(ApiResponse.of(
                        started.repeated()
                                ? "The same file was imported with the same options before, and nothing has changed since;"
                                        + " with repeat=true it is imported again"
                                : "Import started",
                        new Started(show.show(subject, null), show.job(subject.currentRunId(), caller))));
    }
}
