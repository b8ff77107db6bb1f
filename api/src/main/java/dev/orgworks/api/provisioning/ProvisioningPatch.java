package dev.orgworks.api.provisioning;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.provisioning.ProvisioningChange;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body that changes a token.
 *
 * @param action revoke, rename, extend or rotate
 * @param label of rename
 * @param expiresAt of extend: when it ends, at most 30 days ahead
 * @param expiresInHours in place of expiresAt
 * @param version the one that was read; left out: whatever it is
 */
record ProvisioningPatch(
        @NotNull Long tokenId,

        @NotNull
        @Pattern(regexp = "(?i)revoke|rename|extend|rotate", message = "must be one of revoke, rename, extend, rotate")
        String action,

        @Nullable @Size(min = 1, max = 255) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String label,

        @Nullable Instant expiresAt,
        @Nullable @Min(1) @Max(720) Integer expiresInHours,
        @Nullable Long version) {

    ProvisioningChange change(Instant now) {
        String act = action.toLowerCase(Locale.ROOT);
        Instant end = ProvisioningRequest.end(now, expiresAt, expiresInHours);
        check("label", label, act.equals("rename"), act);
        check("expiresAt", end, act.equals("extend"), act);
        if (label != null) {
            return new ProvisioningChange.Rename(label.strip());
        }
        if (end != null) {
            return new ProvisioningChange.Extend(end);
        }
        return act.equals("revoke") ? new ProvisioningChange.Revoke() : new ProvisioningChange.Rotate();
    }

    private static void check(String field, @Nullable Object value, boolean needed, String act) {
        if (needed && value == null) {
            throw new InvalidInputException(field, "REQUIRED", "To " + act + " a token needs " + field);
        }
        if (!needed && value != null) {
            throw new InvalidInputException(field, "NOT_ALLOWED", field + " does not go with " + act);
        }
    }
}
