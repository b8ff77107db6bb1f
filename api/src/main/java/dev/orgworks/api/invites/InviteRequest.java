package dev.orgworks.api.invites;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.invites.InviteWish;
import dev.orgworks.domain.organizations.MemberRole;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST …/invites}: one invite, or many, for which the rest of the body then says what they do not say
 * themselves.
 *
 * @param email whom; left out of many
 * @param role what he becomes
 * @param asLearner whether he becomes a learner, too
 * @param poolId of which he gets a seat
 * @param message what is added to the letter, at most 1,000 characters
 * @param expiresAt until when; left out: for 7 days
 * @param expiresInHours in place of expiresAt
 * @param invites many, at most 1,000
 * @param allOrNothing of many: whether nobody is invited when somebody cannot be
 */
record InviteRequest(
        @Nullable String email,
        @Nullable MemberRole role,
        @Nullable Boolean asLearner,
        @Nullable Long poolId,
        @Nullable String message,
        @Nullable Instant expiresAt,
        @Nullable Integer expiresInHours,
        @Nullable List<@Nullable Item> invites,
        @Nullable Boolean allOrNothing) {

    static final int MOST = 1_000;

    /** One of many. */
    record Item(
            @Nullable String email,
            @Nullable MemberRole role,
            @Nullable Boolean asLearner,
            @Nullable Long poolId,
            @Nullable String message,
            @Nullable Instant expiresAt,
            @Nullable Integer expiresInHours) {

        private InviteWish wish(InstantSource clock) {
            return new InviteWish(
                    email, role, asLearner, poolId, message, new InviteUntil(expiresAt, expiresInHours).from(clock));
        }
    }

    boolean isMany() {
        return invites != null;
    }

    /**
     * What is wished for, in its order.
     *
     * @throws InvalidInputException when the body has neither of its two forms
     */
    List<InviteWish> wishes(InstantSource clock) {
        InviteWish own = new InviteWish(
                email, role, asLearner, poolId, message, new InviteUntil(expiresAt, expiresInHours).from(clock));
        if (invites == null) {
            if (allOrNothing != null) {
                throw new InvalidInputException("allOrNothing", "INVALID", "allOrNothing goes with invites only");
            }
            return List.of(own);
        }
        if (email != null) {
            throw new InvalidInputException("email", "INVALID", "email stands in place of invites; leave one out");
        }
        if (invites.isEmpty() || invites.size() > MOST) {
            throw new InvalidInputException(
                    "invites", "OUT_OF_RANGE", "invites must be a list of 1 to " + MOST + " invites");
        }
        return many(invites, own, clock);
    }

    private static List<InviteWish> many(List<@Nullable Item> items, InviteWish own, InstantSource clock) {
        List<InviteWish> wishes = new ArrayList<>();
        List<Detail> wrong = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (item == null) {
                wrong.add(new Detail("invites[" + i + "]", "REQUIRED", "invites[" + i + "] must be an invite"));
                continue;
            }
            try {
                wishes.add(item.wish(clock).or(own));
            } catch (InvalidInputException e) {
                Detail detail = e.details().get(0);
                wrong.add(new Detail("invites[" + i + "]." + detail.field(), detail.code(), detail.message()));
            }
        }
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
        return wishes;
    }

    @Override
    public String toString() {
        return "InviteRequest[hidden]";
    }
}
