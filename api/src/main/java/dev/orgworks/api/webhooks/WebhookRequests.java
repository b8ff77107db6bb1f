package dev.orgworks.api.webhooks;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.webhooks.EndpointChange;
import dev.orgworks.domain.webhooks.EndpointDraft;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bodies that are sent about webhooks. */
final class WebhookRequests {

    private static final int LONGEST_GRACE = 86_400;

    private WebhookRequests() {}

    /**
     * The body that makes a webhook.
     *
     * @param eventTypes the only ones that it gets; left out, or empty: all
     */
    record Create(
            @NotBlank @Size(max = 2_000) String url,
            @Nullable @Size(max = 500) String description,
            @Nullable @Size(max = 50) List<@NotNull String> eventTypes) {

        EndpointDraft draft() {
            return new EndpointDraft(
                    url,
                    description == null || description.isBlank() ? null : description.strip(),
                    Objects.requireNonNullElse(eventTypes, List.of()));
        }
    }

    /**
     * The body that changes a webhook; what is left out stays.
     *
     * @param description an empty text: none
     * @param eventTypes an empty list: all
     * @param version the one that was read, as {@code If-Match} may say it too; left out: whatever it is
     */
    record Change(
            @Nullable @Size(min = 1, max = 2_000) String url,
            @Nullable @Size(max = 500) String description,
            @Nullable @Size(max = 50) List<@NotNull String> eventTypes,
            @Nullable Boolean enabled,
            @Nullable Long version) {

        EndpointChange change() {
            return new EndpointChange(url, description, eventTypes, enabled);
        }

        ExpectedVersion expected(ExpectedVersion header) {
            return version == null ? header : new ExpectedVersion(Set.of(version));
        }
    }

    /**
     * The body that rotates a secret.
     *
     * @param graceSeconds how long the present one signs beside the new one; left out: a day
     */
    record Rotate(@Nullable @Min(0) @Max(LONGEST_GRACE) Integer graceSeconds) {

        Duration grace() {
            return Duration.ofSeconds(Objects.requireNonNullElse(graceSeconds, LONGEST_GRACE));
        }
    }

    /**
     * The body that sends again what could not be delivered.
     *
     * @param since of events that happened then or later
     */
    record Redeliver(@NotNull Instant since) {}
}
