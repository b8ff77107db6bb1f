package dev.orgworks.api.learners;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.learners.LearnerChange;
import dev.orgworks.domain.learners.LearnerField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH …/learners}: {@code {"changes": [{"id": 7, "action": "edit", "fields": {"firstName": "Ada"}}]}}.
 */
record LearnerChanges(@Nullable List<@Nullable Item> changes) {

    static final int MOST = 1_000;

    /** One change as it came. */
    record Item(
            @Nullable Long id,
            @Nullable String externalId,
            @Nullable String action,
            @Nullable Map<String, @Nullable Object> fields,
            @Nullable Long version) {}

    /**
     * The changes, in their order.
     *
     * @throws InvalidInputException naming all that is wrong with the form of any, before one of them is made
     */
    List<LearnerChange> checked() {
        if (changes == null || changes.isEmpty() || changes.size() > MOST) {
            throw new InvalidInputException(
                    "changes", "OUT_OF_RANGE", "changes must be a list of 1 to " + MOST + " changes");
        }
        List<Detail> wrong = new ArrayList<>();
        List<LearnerChange> checked = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            checked("changes[" + i + "]", changes.get(i), wrong).ifPresent(checked::add);
        }
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
        return checked;
    }

    private static Optional<LearnerChange> checked(String path, @Nullable Item item, List<Detail> wrong) {
        int before = wrong.size();
        if (item == null || (item.id() == null) == (item.externalId() == null)) {
            wrong.add(new Detail(path, "REQUIRED", path + " must name its learner, by either id or externalId"));
            return Optional.empty();
        }
        LearnerChange.Act act = null;
        for (LearnerChange.Act known : LearnerChange.Act.values()) {
            if (known.name().equalsIgnoreCase(item.action())) {
                act = known;
            }
        }
        if (act == null) {
            wrong.add(new Detail(
                    path + ".action",
                    "INVALID",
                    path + ".action must be one of "
                            + Arrays.stream(LearnerChange.Act.values())
                                    .map(known -> known.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", "))));
            return Optional.empty();
        }
        Map<LearnerField, String> fields = new EnumMap<>(LearnerField.class);
        collect(path, item, fields, wrong);
        if (act == LearnerChange.Act.EDIT && fields.isEmpty() && wrong.size() == before) {
            wrong.add(new Detail(path + ".fields", "REQUIRED", path + ".fields must name the fields to set"));
        }
        return wrong.size() > before
                ? Optional.empty()
                : Optional.of(new LearnerChange(item.id(), item.externalId(), act, fields, item.version()));
    }

    private static void collect(String path, Item item, Map<LearnerField, String> fields, List<Detail> wrong) {
        if (item.fields() != null) {
            item.fields().forEach((name, value) -> {
                Optional<LearnerField> field = Arrays.stream(LearnerField.values())
                        .filter(known -> known.json().equals(name))
                        .findFirst();
                String where = path + ".fields." + name;
                if (field.isEmpty()) {
                    wrong.add(new Detail(
                            where,
                            "UNKNOWN_FIELD",
                            where + " is not a field of a learner; these are "
                                    + Arrays.stream(LearnerField.values())
                                            .map(LearnerField::json)
                                            .collect(Collectors.joining(", "))));
                } else if (value != null && !(value instanceof String)) {
                    wrong.add(new Detail(where, "INVALID", where + " must be a text, or null to clear it"));
                } else {
                    fields.put(field.get(), value == null ? "" : (String) value);
                }
            });
        }
    }
}
