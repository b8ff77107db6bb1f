package dev.orgworks.api.licenses;

import dev.orgworks.domain.licenses.LicensePool.Overage;
import dev.orgworks.domain.licenses.LicensePool.Rules;
import dev.orgworks.domain.licenses.PoolDraft;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What can be set of a pool, as it is sent: what is left out stays, null clears.
 *
 * @param rules who gets a seat without being given one
 */
record PoolSettings(
        @Nullable String name,
        @Nullable Overage overage,
        @Nullable Instant expiresAt,
        @Nullable Integer graceDays,
        @Nullable @Valid RuleFields rules,
        @Nullable Integer offerHours,
        @Nullable Integer idleDays,
        @Nullable Integer idleNoticeDays) {

    /** See {@link Rules}. */
    record RuleFields(
            @Nullable Set<String> domains,
            @Nullable Set<String> roles,
            @Nullable Boolean firstUse) {

        static RuleFields of(Rules rules) {
            return new RuleFields(rules.domains(), rules.roles(), rules.firstUse());
        }

        Rules rules() {
            return new Rules(names(domains), names(roles), Boolean.TRUE.equals(firstUse));
        }

        private static Set<String> names(@Nullable Set<String> given) {
            var names = new TreeSet<String>();
            if (given != null) {
                given.forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
            }
            return names;
        }
    }

    static PoolSettings of(PoolDraft draft) {
        return new PoolSettings(
                draft.name(),
                draft.overage(),
                draft.expiresAt(),
                draft.graceDays(),
                RuleFields.of(draft.rules()),
                draft.offerHours(),
                draft.idleDays(),
                draft.idleNoticeDays());
    }

    /** @param otherwise what a pool is called that is given no name */
    PoolDraft draft(String otherwise) {
        PoolDraft usual = PoolDraft.of(otherwise);
        return new PoolDraft(
                name == null ? usual.name() : name.strip(),
                Objects.requireNonNullElse(overage, usual.overage()),
                expiresAt,
                Objects.requireNonNullElse(graceDays, usual.graceDays()),
                rules == null ? usual.rules() : rules.rules(),
                Objects.requireNonNullElse(offerHours, usual.offerHours()),
                idleDays,
                Objects.requireNonNullElse(idleNoticeDays, usual.idleNoticeDays()));
    }
}
