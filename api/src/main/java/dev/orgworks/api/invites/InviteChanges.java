package dev.orgworks.api.invites;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.invites.InviteAct;
import dev.orgworks.domain.invites.InviteWish;
import dev.orgworks.domain.organizations.MemberRole;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH …/invites}: {@code {"inviteId": 7, "action": "resend"}}, or many of them as {@code invites}.
 *
 * @param email of resend: another address
 * @param poolId of change: 0 takes the seat away
 * @param message of change: empty takes it away
 * @param expiresAt of resend and extend; left out: 7 days from now
 * @param version the version that was read; left out: whatever it is
 */
record InviteChanges(
        @Nullable Long inviteId,
        @Nullable String action,
        @Nullable String email,
        @Nullable MemberRole role,
        @Nullable Boolean asLearner,
        @Nullable Long poolId,
        @Nullable String message,
        @Nullable Instant expiresAt,
        @Nullable Integer expiresInHours,
        @Nullable Long version,
        @Nullable List<@Nullable Item> invites) {

    static final int MOST = 1_000;

    private static final Map<InviteAct, Set<String>> FIELDS = Map.of(
            InviteAct.RESEND, Set.of("email", "expiresAt", "expiresInHours"),
            InviteAct.REVOKE, Set.of(),
            InviteAct.EXTEND, Set.of("expiresAt", "expiresInHours"),
            InviteAct.CHANGE, Set.of("role", "asLearner", "poolId", "message"));

    /** One of many. */
    record Item(
            @Nullable Long inviteId,
            @Nullable String action,
            @Nullable String email,
            @Nullable MemberRole role,
            @Nullable Boolean asLearner,
            @Nullable Long poolId,
            @Nullable String message,
            @Nullable Instant expiresAt,
            @Nullable Integer expiresInHours,
            @Nullable Long version) {}

    /** A change whose form is right. */
    record Change(long inviteId, InviteAct act, InviteWish wish, ExpectedVersion expected) {}

    boolean isMany() {
        return invites != null;
    }

    /**
     * The changes, in their order.
     *
     * @throws InvalidInputException naming all that is wrong with the form of any, before one of them is made
     */
    List<Change> checked(InstantSource clock) {
        List<Detail> wrong = new ArrayList<>();
        List<Change> checked = new ArrayList<>();
        if (invites == null) {
            Item own = new Item(
                    inviteId, action, email, role, asLearner, poolId, message, expiresAt, expiresInHours, version);
            checked("", own, clock, wrong).ifPresent(checked::add);
        } else if (inviteId != null || action != null) {
            wrong.add(new Detail("invites", "INVALID", "invites stands in place of inviteId and action"));
        } else if (invites.isEmpty() || invites.size() > MOST) {
            wrong.add(new Detail(
                    "invites", "OUT_OF_RANGE", "invites must be a list of 1 to " + MOST + " changes of invites"));
        } else {
            for (int i = 0; i < invites.size(); i++) {
                checked("invites[" + i + "].", invites.get(i), clock, wrong).ifPresent(checked::add);
            }
        }
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
        return checked;
    }

    private static Optional<Change> checked(String path, @Nullable Item item, InstantSource clock, List<Detail> wrong) {
        if (item == null || item.inviteId() == null) {
            wrong.add(new Detail(path + "inviteId", "REQUIRED", path + "inviteId must say which invite"));
            return Optional.empty();
        }
        Optional<InviteAct> act = Arrays.stream(InviteAct.values())
                .filter(known -> known.name().equalsIgnoreCase(item.action()))
                .findFirst();
        if (act.isEmpty()) {
            wrong.add(new Detail(
                    path + "action",
                    "INVALID",
                    path + "action must be one of "
                            + Arrays.stream(InviteAct.values())
                                    .map(InviteChanges::word)
                                    .collect(Collectors.joining(", "))));
            return Optional.empty();
        }
        return formed(path, item, act.get(), clock, wrong);
    }

    private static Optional<Change> formed(
            String path, Item item, InviteAct act, InstantSource clock, List<Detail> wrong) {
        int before = wrong.size();
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("email", item.email());
        said.put("role", item.role());
        said.put("asLearner", item.asLearner());
        said.put("poolId", item.poolId());
        said.put("message", item.message());
        said.put("expiresAt", item.expiresAt());
        said.put("expiresInHours", item.expiresInHours());
        Set<String> allowed = FIELDS.getOrDefault(act, Set.of());
        said.values().removeIf(Objects::isNull);
        said.keySet().stream().filter(name -> !allowed.contains(name)).forEach(name -> {
            wrong.add(new Detail(path + name, "INVALID", path + name + " does not go with the action " + word(act)));
        });
        if (act == InviteAct.CHANGE && said.isEmpty()) {
            wrong.add(new Detail(
                    path + "role", "REQUIRED", "A change says one of role, asLearner, poolId and message at least"));
        }
        Instant until = null;
        try {
            until = new InviteUntil(item.expiresAt(), item.expiresInHours()).from(clock);
        } catch (InvalidInputException e) {
            Detail detail = e.details().get(0);
            wrong.add(new Detail(path + detail.field(), detail.code(), detail.message()));
        }
        return wrong.size() > before || item.inviteId() == null
                ? Optional.empty()
                : Optional.of(new Change(
                        item.inviteId(),
                        act,
                        new InviteWish(
                                item.email(), item.role(), item.asLearner(), item.poolId(), item.message(), until),
                        item.version() == null ? ExpectedVersion.ANY : new ExpectedVersion(Set.of(item.version()))));
    }

    private static String word(InviteAct act) {
        return act.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "InviteChanges[hidden]";
    }
}
