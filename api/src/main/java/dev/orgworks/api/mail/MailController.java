package dev.orgworks.api.mail;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.mail.FindMail;
import dev.orgworks.domain.mail.FindMail.Filter;
import dev.orgworks.domain.mail.FindMail.Standing;
import dev.orgworks.domain.mail.MailKind;
import dev.orgworks.domain.mail.MailMessage;
import dev.orgworks.domain.mail.MailState;
import dev.orgworks.domain.mail.ResendMail;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Letters and where they stand, never what they say: an administrator sees those of his organizations, one of the platform all.
 */
@RestController
@RequestMapping("/api/mail")
class MailController {

    private final FindMail mail;
    private final ResendMail resend;

    MailController(FindMail mail, ResendMail resend) {
        this.mail = mail;
        this.resend = resend;
    }

    @GetMapping
    @Requires(Role.ADMIN)
    ApiResponse<List<MailMessage>> list(
            Caller caller,
            Page page,
            @RequestParam(required = false) @Nullable MailState state,
            @RequestParam(required = false) @Nullable MailKind kind,
            @RequestParam(required = false) @Nullable Long organizationId,
            @RequestParam(required = false) @Nullable String recipient) {
        Filter filter = new Filter(state, kind, organizationId, recipient);
        List<MailMessage> found = mail.list(caller.reach(), filter, page.limit(), page.offset());
        return ApiResponse.page("Letters fetched", found, page, mail.count(caller.reach(), filter));
    }

    @GetMapping("/status")
    @Requires(Role.ADMIN)
    ApiResponse<Standing> status(Caller caller) {
        return ApiResponse.of("Mail status fetched", mail.standing(caller.reach()));
    }

    @GetMapping("/{mailId}")
    @Requires(Role.ADMIN)
    ApiResponse<MailMessage> get(Caller caller, @PathVariable UUID mailId) {
        return ApiResponse.of("Letter fetched", mail.byId(mailId, caller.reach()));
    }

    @PostMapping("/{mailId}/resend")
    @Idempotent
    @Requires(Role.ADMIN)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ApiResponse<MailMessage> resend(Caller caller, @PathVariable UUID mailId) {
        resend.resend(caller.actor(), mail.byId(mailId, caller.reach()));
        return ApiResponse.of("Letter is queued again", mail.byId(mailId, caller.reach()));
    }
}
