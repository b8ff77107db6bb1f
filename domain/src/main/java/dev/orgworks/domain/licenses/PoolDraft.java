package dev.orgworks.domain.licenses;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.licenses.LicensePool.Overage;
import dev.orgworks.domain.licenses.LicensePool.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A pool as it shall be, but for its product and its number of seats; the fields are those of {@link LicensePool}. */
public record PoolDraft(
        String name,
        Overage overage,
        @Nullable Instant expiresAt,
        int graceDays,
        Rules rules,
        int offerHours,
        @Nullable Integer idleDays,
        int idleNoticeDays) {

    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}");
    private static final int MOST_RULES = 50;

    /** As a pool is unless told otherwise. */
    public static PoolDraft of(String name) {
        return new PoolDraft(name, Overage.REFUSE, null, 0, Rules.NONE, 48, null, 7);
    }

    /** As a pool is now. */
    public static PoolDraft of(LicensePool pool) {
        return new PoolDraft(
                pool.name(),
                pool.overage(),
                pool.expiresAt(),
                pool.graceDays(),
                pool.rules(),
                pool.offerHours(),
                pool.idleDays(),
                pool.idleNoticeDays());
    }

    /** The same with other rules. */
    public PoolDraft with(Rules other) {
        return new PoolDraft(name, overage, expiresAt, graceDays, other, offerHours, idleDays, idleNoticeDays);
    }

    /** The same that gives no access from an instant on, if not from an earlier one. */
    public PoolDraft endedAt(Instant at) {
        Instant end = expiresAt == null || expiresAt.isAfter(at) ? at : expiresAt;
        return new PoolDraft(name, overage, end, 0, rules, offerHours, idleDays, idleNoticeDays);
    }

    /** @throws InvalidInputException naming everything that cannot be */
    void check() {
        List<Detail> wrong = new ArrayList<>();
        if (name.isBlank() || name.length() > 255) {
            wrong.add(new Detail("name", "OUT_OF_RANGE", "name must have 1 to 255 characters"));
        }
        range(wrong, "graceDays", graceDays, 0, 365);
        range(wrong, "offerHours", offerHours, 0, 720);
        range(wrong, "idleNoticeDays", idleNoticeDays, 0, 90);
        if (idleDays != null) {
            range(wrong, "idleDays", idleDays, Math.max(1, idleNoticeDays + 1), 3_650);
        }
        if (rules.domains().size() + rules.roles().size() > MOST_RULES) {
            wrong.add(new Detail("rules", "TOO_LONG", "rules may name " + MOST_RULES + " domains and roles at most"));
        }
        rules.domains().stream()
                .filter(domain -> !DOMAIN.matcher(domain).matches())
                .forEach(domain -> wrong.add(new Detail(
                        "rules.domains",
                        "INVALID",
                        "\"" + domain + "\" is not a domain such as school.example (xn--… for others than a-z)")));
        rules.roles().stream()
                .filter(role -> role.isBlank() || role.length() > 64)
                .forEach(
                        role -> wrong.add(new Detail("rules.roles", "INVALID", "A role must have 1 to 64 characters")));
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
    }

    static void range(List<Detail> wrong, String field, long value, long least, long most) {
        if (value < least || value > most) {
            wrong.add(
                    new Detail(field, "OUT_OF_RANGE", field + " must be a whole number from " + least + " to " + most));
        }
    }
}
