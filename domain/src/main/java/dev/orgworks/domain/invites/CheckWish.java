package dev.orgworks.domain.invites;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.licenses.FindPools;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.OfferRole;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** What must hold of an invite before anybody is written to. */
@Component
@EnableConfigurationProperties(InviteSettings.class)
class CheckWish {

    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_MESSAGE = 1_000;

    /** Of a client whose clock is late. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    /** Stricter than RFC 5321, which lets quoted local parts hold nearly anything; no mailbox of a person needs that. */
    private static final Pattern EMAIL = Pattern.compile(
            "[^\\s\\p{Cntrl}\\p{Cf}@<>()\\[\\],;:\"\\\\]{1,64}@(?!-)[\\p{L}\\p{M}\\p{N}-]{1,63}(\\.[\\p{L}\\p{M}\\p{N}-]{1,63})*");

    private final FindPools pools;
    private final OfferRole roles;
    private final InviteSettings settings;
    private final InstantSource clock;

    CheckWish(FindPools pools, OfferRole roles, InviteSettings settings, InstantSource clock) {
        this.pools = pools;
        this.roles = roles;
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws InvalidInputException when it is none to which a letter could go */
    String email(@Nullable String given) {
        String email = given == null ? "" : given.strip();
        if (email.isEmpty()) {
            throw new InvalidInputException("email", "REQUIRED", "email must say who is invited");
        }
        if (email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches()) {
            throw new InvalidInputException("email", "INVALID", "email must be an address such as ada@example.org");
        }
        return email;
    }

    /**
     * What a new invite offers.
     *
     * @throws InvalidInputException when it cannot be
     * @throws dev.orgworks.domain.DeniedException when the caller may not offer the role
     */
    InviteOffer offer(Caller caller, long organizationId, InviteWish wish) {
        if (wish.role() == null) {
            throw new InvalidInputException("role", "REQUIRED", "role must be one of VIEWER, MANAGER, ADMIN, OWNER");
        }
        return checked(caller, organizationId, wish.on(new InviteOffer(wish.role(), false, null, null)));
    }

    /** The same of one that offers something else so far; also what it offers so far must be the caller's to offer. */
    InviteOffer offer(Caller caller, Invite before, InviteWish wish) {
        roles.check(caller, before.organizationId(), before.role());
        return checked(caller, before.organizationId(), wish.on(before.offer()));
    }

    private InviteOffer checked(Caller caller, long organizationId, InviteOffer offer) {
        if (offer.message() != null && offer.message().length() > LONGEST_MESSAGE) {
            throw new InvalidInputException(
                    "message", "TOO_LONG", "message must not be longer than " + LONGEST_MESSAGE + " characters");
        }
        if (offer.poolId() != null) {
            try {
                pools.byId(organizationId, offer.poolId());
            } catch (NotFoundException e) {
                throw new InvalidInputException(
                        "poolId", "NOT_FOUND", "The organization has no pool of seats with the id " + offer.poolId());
            }
        }
        roles.check(caller, organizationId, offer.role());
        return offer;
    }

    /**
     * Until when an invite shall be open.
     *
     * @param wished null: as usual
     * @throws InvalidInputException when that is too soon or too late
     */
    Instant expiry(@Nullable Instant wished) {
        Instant now = clock.instant();
        if (wished == null) {
            return now.plus(settings.expiry());
        }
        if (wished.isBefore(now.plus(InviteSettings.SHORTEST).minus(SLACK))
                || wished.isAfter(now.plus(InviteSettings.LONGEST).plus(SLACK))) {
            throw new InvalidInputException(
                    "expiresAt", "OUT_OF_RANGE", "An invite must be open for 1 hour at least and 30 days at most");
        }
        return wished;
    }

    /** Whether another letter about an invite may go out so soon after the last one. */
    boolean mayBeMailed(Invite invite) {
        return mailableAt(invite).compareTo(clock.instant()) <= 0 && invite.sent() < settings.letters();
    }

    /** From when on another letter may. */
    Instant mailableAt(Invite invite) {
        return invite.lastSentAt().plus(settings.pause());
    }

    /** How many letters there may be about an invite. */
    int letters() {
        return settings.letters();
    }
}
