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
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
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
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What can be done to pools. */
final class PoolActions {

    private PoolActions() {}

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

    /** Makes a pool. */
    @Component
    static class Create implements LicenseAction<Create.NewPool> {

        private final CreatePool create;
        private final ShowPool show;

        Create(CreatePool create, ShowPool show) {
            this.create = create;
            this.show = show;
        }

        record NewPool(
                @NotBlank String product,
                @NotNull Integer total,
                LicensePool.@Nullable Source source,
                @Nullable @Valid PoolSettings settings) {}

        @Override
        public String name() {
            return "create";
        }

        @Override
        public Class<NewPool> fields() {
            return NewPool.class;
        }

        @Override
        public Who who() {
            return Who.PLATFORM;
        }

        @Override
        public Done act(Caller caller, Organization organization, NewPool fields) {
            return Done.of(show.show(create.create(
                    caller.actor(),
                    organization.id(),
                    fields.product(),
                    Objects.requireNonNullElse(fields.source(), LicensePool.Source.MANUAL),
                    fields.total(),
                    fields.settings() == null
                            ? PoolDraft.of(fields.product())
                            : fields.settings().draft(fields.product()))));
        }
    }

    /** Changes a pool's settings: what is left out stays, null clears. */
    @Component
    static class Change implements LicenseAction<Change.NewSettings> {

        private final ChangePool change;
        private final StrictJson json;
        private final ShowPool show;

        Change(ChangePool change, StrictJson json, ShowPool show) {
            this.change = change;
            this.json = json;
            this.show = show;
        }

        record NewSettings(
                @NotNull Long poolId,
                @NotNull ObjectNode settings,
                @Nullable Long version) {}

        @Override
        public String name() {
            return "change";
        }

        @Override
        public Class<NewSettings> fields() {
            return NewSettings.class;
        }

        @Override
        public Who who() {
            return Who.ADMINISTRATOR;
        }

        @Override
        public Done act(Caller caller, Organization organization, NewSettings fields) {
            return Done.of(show.show(change.change(
                    caller.actor(), organization.id(), fields.poolId(), seen(fields.version()), before -> {
                        PoolDraft after = json.merge(PoolSettings.of(before), fields.settings())
                                .draft(before.name());
                        if (prolongs(before, after) && !Who.PLATFORM.is(caller, organization)) {
                            throw new DeniedException("Only an " + Who.PLATFORM.role() + " renews licences");
                        }
                        return after;
                    })));
        }
    }

    /** Sets who gets a seat without being given one. */
    @Component
    static class SetRules implements LicenseAction<SetRules.NewRules> {

        private final ChangePool change;
        private final ShowPool show;

        SetRules(ChangePool change, ShowPool show) {
            this.change = change;
            this.show = show;
        }

        record NewRules(
                @NotNull Long poolId,
                @NotNull @Valid RuleFields rules,
                @Nullable Long version) {}

        @Override
        public String name() {
            return "setRules";
        }

        @Override
        public Class<NewRules> fields() {
            return NewRules.class;
        }

        @Override
        public Who who() {
            return Who.ADMINISTRATOR;
        }

        @Override
        public Done act(Caller caller, Organization organization, NewRules fields) {
            return Done.of(show.show(change.change(
                    caller.actor(),
                    organization.id(),
                    fields.poolId(),
                    seen(fields.version()),
                    before -> new PoolDraft(
                            before.name(),
                            before.overage(),
                            before.expiresAt(),
                            before.graceDays(),
                            fields.rules().rules(),
                            before.offerHours(),
                            before.idleDays(),
                            before.idleNoticeDays()))));
        }
    }

    /** Ends a pool's access now, without grace; its seats stay with their holders. */
    @Component
    static class Expire implements LicenseAction<Expire.Expiry> {

        private final ChangePool change;
        private final ShowPool show;
        private final InstantSource clock;

        Expire(ChangePool change, ShowPool show, InstantSource clock) {
            this.change = change;
            this.show = show;
            this.clock = clock;
        }

        record Expiry(@NotNull Long poolId, @Nullable Long version) {}

        @Override
        public String name() {
            return "expire";
        }

        @Override
        public Class<Expiry> fields() {
            return Expiry.class;
        }

        @Override
        public Who who() {
            return Who.ADMINISTRATOR;
        }

        @Override
        public Done act(Caller caller, Organization organization, Expiry fields) {
            Instant now = clock.instant();
            return Done.of(show.show(change.change(
                    caller.actor(),
                    organization.id(),
                    fields.poolId(),
                    seen(fields.version()),
                    before -> new PoolDraft(
                            before.name(),
                            before.overage(),
                            before.expiresAt() == null || before.expiresAt().isAfter(now) ? now : before.expiresAt(),
                            0,
                            before.rules(),
                            before.offerHours(),
                            before.idleDays(),
                            before.idleNoticeDays()))));
        }
    }

    /** Sets the number of seats. */
    @Component
    static class SetTotal implements LicenseAction<SetTotal.NewTotal> {

        private final ResizePool resize;
        private final FindPools pools;
        private final FindLearner learners;
        private final ShowPool show;

        SetTotal(ResizePool resize, FindPools pools, FindLearner learners, ShowPool show) {
            this.resize = resize;
            this.pools = pools;
            this.learners = learners;
            this.show = show;
        }

        /** @param learners for the policy {@code LIST}: who loses his seat, in that order as far as needed */
        record NewTotal(
                @NotNull Long poolId,
                @NotNull Integer total,
                @Nullable Shrink policy,
                @Nullable @Size(max = LicenseChanges.MOST) List<@NotNull @Valid LearnerReference> learners) {}

        @Override
        public String name() {
            return "setTotal";
        }

        @Override
        public Class<NewTotal> fields() {
            return NewTotal.class;
        }

        @Override
        public Who who() {
            return Who.ADMINISTRATOR;
        }

        @Override
        public Done act(Caller caller, Organization organization, NewTotal fields) {
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
                    resized.lost().isEmpty()
                            ? null
                            : resized.lost().stream().map(SeatView::of).toList());
        }
    }
}
