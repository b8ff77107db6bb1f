package dev.orgworks.domain.invites;

import dev.orgworks.domain.DeniedException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.invites.WriteInvites.Draft;
import dev.orgworks.domain.invites.WriteInvites.Inviter;
import dev.orgworks.domain.invites.WriteInvites.Renewal;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.EmailKey;
import dev.orgworks.domain.users.FindMembers;
import dev.orgworks.domain.users.TokenSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Invites people to an organization, one or a thousand. Whoever has an open invite keeps it, and gets another letter unless he
 * got one just now.
 */
@Component
public class SendInvites {

    /** What came of one. */
    public enum Outcome {
        /** He is invited. */
        CREATED,
        /** He was already; what is said differently now has been changed. */
        REUSED,
        /** He belongs to the organization. */
        ALREADY_MEMBER,
        /** He cannot be invited so. */
        INVALID
    }

    /**
     * What came of one, in the order of the wishes.
     *
     * @param mailed whether a letter goes out
     * @param error why it is INVALID
     */
    public record Result(
            String email,
            Outcome outcome,
            @Nullable Invite invite,
            boolean mailed,
            @Nullable Detail error) {

        private static Result invalid(InviteWish wish, Detail error) {
            return new Result(String.valueOf(wish.email()), Outcome.INVALID, null, false, error);
        }
    }

    /** The code of whoever offers what is not his to offer. */
    public static final String DENIED = "DENIED";

    private final LockInvites lock;
    private final CheckWish check;
    private final FindMembers members;
    private final PostInvites post;

    SendInvites(LockInvites lock, CheckWish check, FindMembers members, PostInvites post) {
        this.lock = lock;
        this.check = check;
        this.members = members;
        this.post = post;
    }

    /** What is to be done, before any of it is. */
    private static final class Plan {

        private final List<Draft> drafts = new ArrayList<>();
        private final List<Renewal> renewals = new ArrayList<>();
        private final Map<String, InviteWish> seen = new HashMap<>();
        private final Map<String, Result> firsts = new HashMap<>();
        private final List<Result> results = new ArrayList<>();
    }

    /**
     * Invites them.
     *
     * @param allOrNothing whether nobody is invited when somebody cannot be
     * @throws InvalidInputException then
     * @throws dev.orgworks.domain.NotFoundException when the organization was deleted
     */
    @Transactional
    public List<Result> send(Caller caller, Organization organization, List<InviteWish> wishes, boolean allOrNothing) {
        List<String> keys = wishes.stream()
                .map(wish -> EmailKey.of(String.valueOf(wish.email())))
                .distinct()
                .toList();
        Map<String, Invite> open = new HashMap<>();
        lock.open(organization.id(), keys).forEach(invite -> open.put(EmailKey.of(invite.email()), invite));
        Set<String> joined = members.addresses(organization.id(), keys);
        Plan plan = new Plan();
        for (InviteWish wish : wishes) {
            Result planned = planned(plan, caller, organization, wish, open, joined);
            plan.firsts.putIfAbsent(EmailKey.of(planned.email()), planned);
            plan.results.add(planned);
        }
        if (allOrNothing) {
            refuseInvalid(plan.results);
        }
        Map<String, Invite> written = new HashMap<>(post.create(
                caller.actor(), organization, new Inviter(caller.actor().name(), caller.user()), plan.drafts));
        post.renew(caller.actor(), organization, plan.renewals)
                .values()
                .forEach(invite -> written.put(EmailKey.of(invite.email()), invite));
        return plan.results.stream().map(result -> shown(result, written)).toList();
    }

    private Result planned(
            Plan plan,
            Caller caller,
            Organization organization,
            InviteWish wish,
            Map<String, Invite> open,
            Set<String> joined) {
        try {
            String email = check.email(wish.email());
            String key = EmailKey.of(email);
            InviteWish earlier = plan.seen.putIfAbsent(key, wish);
            if (earlier != null) {
                return repeated(wish, earlier, plan.firsts.get(key));
            }
            if (joined.contains(key)) {
                return new Result(email, Outcome.ALREADY_MEMBER, null, false, null);
            }
            Invite known = open.get(key);
            return known == null
                    ? planNew(plan, caller, organization, wish, email)
                    : planKnown(plan, caller, wish, known);
        } catch (InvalidInputException e) {
            return Result.invalid(wish, e.details().get(0));
        } catch (DeniedException e) {
            return Result.invalid(wish, new Detail("role", DENIED, String.valueOf(e.getMessage())));
        }
    }

    /** Of the same wish twice the second one finds what the first came to. */
    private static Result repeated(InviteWish wish, InviteWish earlier, @Nullable Result first) {
        InviteWish same = new InviteWish(
                earlier.email(), wish.role(), wish.asLearner(), wish.poolId(), wish.message(), wish.expiresAt());
        if (first == null || !same.equals(earlier)) {
            return Result.invalid(
                    wish,
                    new Detail("email", "CONTRADICTION", "The same address stands in the body with another invite"));
        }
        return first.outcome() == Outcome.CREATED
                ? new Result(first.email(), Outcome.REUSED, null, false, null)
                : first;
    }

    private Result planNew(Plan plan, Caller caller, Organization organization, InviteWish wish, String email) {
        plan.drafts.add(new Draft(
                email,
                check.offer(caller, organization.id(), wish),
                check.expiry(wish.expiresAt()),
                TokenSecret.random()));
        return new Result(email, Outcome.CREATED, null, true, null);
    }

    private Result planKnown(Plan plan, Caller caller, InviteWish wish, Invite known) {
        InviteOffer offer = check.offer(caller, known, wish);
        boolean mailed = check.mayBeMailed(known);
        Instant wished = check.expiry(wish.expiresAt());
        boolean longer = (mailed || wish.expiresAt() != null) && wished.isAfter(known.expiresAt());
        if (mailed || longer || !offer.equals(known.offer())) {
            plan.renewals.add(new Renewal(
                    known,
                    known.email(),
                    offer,
                    longer ? wished : known.expiresAt(),
                    mailed ? TokenSecret.random() : null));
        }
        return new Result(known.email(), Outcome.REUSED, known, mailed, null);
    }

    private static void refuseInvalid(List<Result> results) {
        List<Detail> wrong = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            Detail error = results.get(i).error();
            if (error != null) {
                String path = "invites[" + i + "]" + (error.field() == null ? "" : "." + error.field());
                wrong.add(new Detail(path, error.code(), error.message()));
            }
        }
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
    }

    private static Result shown(Result planned, Map<String, Invite> written) {
        Invite invite = written.getOrDefault(EmailKey.of(planned.email()), planned.invite());
        return planned.outcome() == Outcome.CREATED || planned.outcome() == Outcome.REUSED
                ? new Result(planned.email(), planned.outcome(), invite, planned.mailed(), null)
                : planned;
    }
}
