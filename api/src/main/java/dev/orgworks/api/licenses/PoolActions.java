package dev.orgworks.api.licenses;

import dev.orgworks.api.http.StrictJson;
import dev.orgworks.api.licenses.LicenseAction.Done;
import dev.orgworks.api.licenses.LicenseAction.Who;
import dev.orgworks.api.licenses.PoolSettings.RuleFields;
import dev.orgworks.domain.DeniedException;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.licenses.ChangePool;
import dev.orgworks.domain.licenses.CreatePool;
import dev.orgworks.domain.licenses.FindPools;
import dev.orgworks.domain.licenses.LicensePool;
import dev.orgworks.domain.licenses.PoolDraft;
import dev.orgworks.domain.licenses.ResizePool;
import dev.orgworks.domain.licenses.Shrink;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.node.ObjectNode;

/** What can be done to pools. */
@Configuration(proxyBeanMethods = false)
class PoolActions {

    /** The version that was seen; left out: whatever it is. */
    private static ExpectedVersion seen(@Nullable Long version) {
        return version == null ? ExpectedVersion.ANY : new ExpectedVersion(Set.of(version));
    }

    /** More access than there is costs money. */
    private static boolean prolongs(PoolDraft before, PoolDraft after) {
        Instant until = until(after);
        Instant present = until(before);
        return present != null && (until == null || until.isAfter(present));
    }

    private static @Nullable Instant until(PoolDraft draft) {
        return draft.expiresAt() == null ? null : draft.expiresAt().plus(Duration.ofDays(draft.graceDays()));
    }

    record NewPool(
            @NotBlank String product,
            @NotNull Integer total,
            LicensePool.@Nullable Source source,
            @Nullable @Valid PoolSettings settings) {}

    record NewSettings(
            @NotNull Long poolId,
            @NotNull ObjectNode settings,
            @Nullable Long version) {}

    record NewRules(
            @NotNull Long poolId,
            @NotNull @Valid RuleFields rules,
            @Nullable Long version) {}

    record Expiry(@NotNull Long poolId, @Nullable Long version) {}

    /** @param learners for the policy {@code LIST}: who loses his seat, in that order as far as needed */
    record NewTotal(
            @NotNull Long poolId,
            @NotNull Integer total,
            @Nullable Shrink policy,
            @Nullable @Size(max = LicenseChanges.MOST) List<@NotNull @Valid LearnerReference> learners) {}

    /** Makes a pool. */
    @Bean
    LicenseAction<NewPool> createAction(CreatePool create, ShowPool show) {
        return new LicenseAction<>(
                "create",
                Who.PLATFORM,
                NewPool.class,
                (caller, organization, fields) -> Done.of(show.show(create.create(
                        caller.actor(),
                        organization.id(),
                        fields.product(),
                        Objects.requireNonNullElse(fields.source(), LicensePool.Source.MANUAL),
                        fields.total(),
                        fields.settings() == null
                                ? PoolDraft.of(fields.product())
                                : fields.settings().draft(fields.product())))));
    }

    /** Changes a pool's settings: what is left out stays, null clears. */
    @Bean
    LicenseAction<NewSettings> changeAction(ChangePool change, StrictJson json, ShowPool show) {
        return new LicenseAction<>("change", Who.ADMINISTRATOR, NewSettings.class, (caller, organization, fields) -> {
            return Done.of(show.show(change.change(
                    caller.actor(), organization.id(), fields.poolId(), seen(fields.version()), before -> {
                        PoolDraft after = json.merge(PoolSettings.of(before), fields.settings())
                                .draft(before.name());
                        if (prolongs(before, after) && !Who.PLATFORM.is(caller, organization)) {
                            throw new DeniedException("Only an " + Who.PLATFORM.role() + " renews licences");
                        }
                        return after;
                    })));
        });
    }

    /** Sets who gets a seat without being given one. */
    @Bean
    LicenseAction<NewRules> setRulesAction(ChangePool change, ShowPool show) {
        return new LicenseAction<>(
                "setRules",
                Who.ADMINISTRATOR,
                NewRules.class,
                (caller, organization, fields) -> Done.of(show.show(change.change(
                        caller.actor(),
                        organization.id(),
                        fields.poolId(),
                        seen(fields.version()),
                        before -> before.with(fields.rules().rules())))));
    }

    /** Ends a pool's access now, without grace; its seats stay with their holders. */
    @Bean
    LicenseAction<Expiry> expireAction(ChangePool change, ShowPool show, InstantSource clock) {
        return new LicenseAction<>("expire", Who.ADMINISTRATOR, Expiry.class, (caller, organization, fields) -> {
            Instant now = clock.instant();
            return Done.of(show.show(change.change(
                    caller.actor(),
                    organization.id(),
                    fields.poolId(),
                    seen(fields.version()),
                    before -> before.endedAt(now))));
        });
    }

    /** Sets the number of seats. */
    @Bean
    LicenseAction<NewTotal> setTotalAction(
            ResizePool resize, FindPools pools, FindLearner learners, NameLearners names, ShowPool show) {
        return new LicenseAction<>("setTotal", Who.ADMINISTRATOR, NewTotal.class, (caller, organization, fields) -> {
            if (fields.total()
                            > pools.locked(organization.id(), fields.poolId()).total()
                    && !Who.PLATFORM.is(caller, organization)) {
                throw new DeniedException("Only an " + Who.PLATFORM.role() + " gives an organization more seats");
            }
            List<LearnerReference> named = Objects.requireNonNullElse(fields.learners(), List.of());
            ResizePool.Resized resized = resize.resize(
                    caller.actor(),
                    organization.id(),
                    fields.poolId(),
                    fields.total(),
                    Objects.requireNonNullElse(fields.policy(), Shrink.REFUSE),
                    named.stream()
                            .map(learner -> learners.find(organization, learner).id())
                            .toList());
            return new Done(
                    show.show(resized.pool()),
                    null,
                    resized.lost().isEmpty() ? null : names.seats(organization, resized.lost()));
        });
    }
}
