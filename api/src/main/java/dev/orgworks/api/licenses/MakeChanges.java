package dev.orgworks.api.licenses;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.api.http.StrictJson;
import dev.orgworks.api.licenses.LicenseAction.Done;
import dev.orgworks.api.licenses.LicenseAction.LearnerResult;
import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.DeniedException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes changes of licences: each on its own, all or none of them, or none but showing what they would come to. */
@Component
class MakeChanges {

    /**
     * What became of a change.
     *
     * @param success whether all of it was done
     * @param error why none of it was; null when some was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            int index,
            String action,
            boolean success,
            @Nullable PoolView pool,
            @Nullable List<LearnerResult> learners,
            @Nullable List<AssignmentView> losing,
            @Nullable Detail error) {}

    private final SortedMap<String, LicenseAction<?>> actions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final StrictJson json;
    private final JsonMapper mapper;
    private final Attempt attempt;
    private final TransactionTemplate transaction;

    MakeChanges(
            List<LicenseAction<?>> actions,
            StrictJson json,
            JsonMapper mapper,
            Attempt attempt,
            PlatformTransactionManager transactions) {
        actions.forEach(action -> this.actions.put(action.name(), action));
        this.json = json;
        this.mapper = mapper;
        this.attempt = attempt;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Makes them in their order.
     *
     * @throws InvalidInputException naming all that is wrong with the form of any, before one of them is made
     * @throws ConflictException naming all that is refused, when all were to be made or none
     */
    List<Result> make(Caller caller, Organization organization, LicenseChanges body) {
        List<Change<?>> changes = read(
                body.changes().stream().<ObjectNode>map(mapper::valueToTree).toList());
        boolean dryRun = Boolean.TRUE.equals(body.dryRun());
        boolean together = Boolean.TRUE.equals(body.allOrNothing());
        if (!dryRun && !together) {
            return each(caller, organization, changes);
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Result> results = each(caller, organization, changes);
            if (dryRun) {
                status.setRollbackOnly();
            } else {
                requireAll(results);
            }
            return results;
        }));
    }

    private List<Result> each(Caller caller, Organization organization, List<Change<?>> changes) {
        List<Result> results = new ArrayList<>();
        for (Change<?> change : changes) {
            int index = results.size();
            String name = change.action().name();
            results.add(attempt.attempt(
                    () -> {
                        Done done = change.make(caller, organization);
                        return new Result(index, name, done.whole(), done.pool(), done.learners(), done.losing(), null);
                    },
                    error -> new Result(index, name, false, null, null, null, error)));
        }
        return results;
    }

    private static void requireAll(List<Result> results) {
        List<Detail> refused = new ArrayList<>();
        for (Result result : results) {
            String place = "changes[" + result.index() + "]";
            if (result.error() != null) {
                refused.add(placed(place, result.error()));
            }
            List<LearnerResult> learners = Objects.requireNonNullElse(result.learners(), List.of());
            for (int i = 0; i < learners.size(); i++) {
                Detail error = learners.get(i).error();
                if (error != null) {
                    refused.add(placed(place + ".learners[" + i + "]", error));
                }
            }
        }
        if (!refused.isEmpty()) {
            throw new ConflictException(
                    "NOTHING_CHANGED",
                    "Nothing was changed, since all or nothing was asked for and this cannot be: "
                            + refused.get(0).message(),
                    refused);
        }
    }

    private List<Change<?>> read(List<ObjectNode> bodies) {
        List<Detail> wrong = new ArrayList<>();
        List<Change<?>> changes = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            String place = "changes[" + i + "]";
            JsonNode name = bodies.get(i).path("action");
            LicenseAction<?> action = name.isString() ? actions.get(name.asString()) : null;
            if (action == null) {
                wrong.add(new Detail(
                        place + ".action",
                        "INVALID",
                        place + ".action must be one of " + String.join(", ", actions.keySet())));
                continue;
            }
            try {
                changes.add(read(action, bodies.get(i)));
            } catch (InvalidInputException e) {
                e.details().forEach(detail -> wrong.add(placed(place, detail)));
            }
        }
        if (bodies.stream().mapToInt(body -> body.path("learners").size()).sum() > LicenseChanges.MOST) {
            wrong.add(
                    new Detail("changes", "TOO_LONG", "changes may name " + LicenseChanges.MOST + " learners in all"));
        }
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
        return changes;
    }

    private <T extends Record> Change<T> read(LicenseAction<T> action, ObjectNode body) {
        ObjectNode fields = body.deepCopy();
        fields.remove("action");
        return new Change<>(action, json.read(fields, action.fields()));
    }

    private static Detail placed(String place, Detail detail) {
        return detail.field() == null
                ? new Detail(place, detail.code(), detail.message())
                : new Detail(place + "." + detail.field(), detail.code(), place + "." + detail.message());
    }

    private record Change<T extends Record>(LicenseAction<T> action, T fields) {

        Done make(Caller caller, Organization organization) {
            if (!action.who().is(caller, organization)) {
                throw new DeniedException("The action " + action.name() + " needs the role "
                        + action.who().role());
            }
            return action.act().act(caller, organization, fields);
        }
    }
}
