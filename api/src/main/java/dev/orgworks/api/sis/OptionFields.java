package dev.orgworks.api.sis;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.sis.ColumnMapping;
import dev.orgworks.domain.sis.ImportOptions;
import dev.orgworks.domain.sis.ImportOptions.Mode;
import dev.orgworks.domain.sis.ImportOptions.OnMissing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The options of an upload as a caller writes them, in the query or as fields of a form. */
final class OptionFields {

    /** The names that an upload may give. */
    static final List<String> NAMES = List.of(
            "mode",
            "dryRun",
            "onMissing",
            "changeThresholdPercent",
            "changeThresholdCount",
            "overrideManualEdits",
            "mapping",
            "repeat",
            "fileName");

    private static final String IGNORED = "ignore";

    private final Map<String, List<String>> given;
    private final List<Detail> wrong = new ArrayList<>();

    private OptionFields(Map<String, List<String>> given) {
        this.given = given;
    }

    /** What the options mean, with what is said of the upload and not of the import. */
    record Read(
            ImportOptions options, boolean repeat, @Nullable String fileName) {}

    /**
     * Reads the options.
     *
     * @param given every name with the values that stand there, in the query and in the form
     * @throws InvalidInputException naming all that is wrong with them
     */
    static Read read(Map<String, List<String>> given) {
        return new OptionFields(given).read();
    }

    private Read read() {
        given.forEach((name, values) -> {
            if (!NAMES.contains(name)) {
                wrong(name, "UNKNOWN_FIELD", "is not an option of an upload; these are " + String.join(", ", NAMES));
            } else if (new HashSet<>(values).size() > 1) {
                wrong(name, "CONTRADICTION", "is given several times with different values; give it once");
            }
        });
        Mode mode = word("mode", Mode.values(), Mode.UPSERT);
        OnMissing onMissing = word("onMissing", OnMissing.values(), OnMissing.KEEP);
        if (onMissing != OnMissing.KEEP && mode == Mode.UPSERT && !isWrong("mode")) {
            wrong(
                    "onMissing",
                    "NEEDS_FULL_MODE",
                    "may be suspend or delete only together with mode=full: only a roster that has everybody tells who"
                            + " is missing");
            onMissing = OnMissing.KEEP;
        }
        Long percent = number("changeThresholdPercent", 100);
        Long count = number("changeThresholdCount", Long.MAX_VALUE);
        boolean dryRun = yes("dryRun");
        boolean override = yes("overrideManualEdits");
        boolean repeat = yes("repeat");
        ColumnMapping mapping = mapping();
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
        return new Read(
                new ImportOptions(
                        mode, dryRun, onMissing, percent == null ? null : percent.intValue(), count, override, mapping),
                repeat,
                first("fileName"));
    }

    private @Nullable String first(String name) {
        List<String> values = given.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    private boolean isWrong(String name) {
        return wrong.stream().anyMatch(detail -> name.equals(detail.field()));
    }

    private void wrong(String name, String code, String what) {
        wrong.add(new Detail(name, code, name + " " + what));
    }

    private <E extends Enum<E>> E word(String name, E[] known, E otherwise) {
        String value = first(name);
        if (value == null) {
            return otherwise;
        }
        for (E constant : known) {
            if (constant.name().equalsIgnoreCase(value.strip())) {
                return constant;
            }
        }
        wrong(
                name,
                "INVALID",
                "must be one of "
                        + Arrays.stream(known)
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
        return otherwise;
    }

    private boolean yes(String name) {
        String value = first(name);
        if (value == null || value.strip().equalsIgnoreCase("false")) {
            return false;
        }
        if (!value.strip().equalsIgnoreCase("true")) {
            wrong(name, "INVALID", "must be true or false");
        }
        return true;
    }

    private @Nullable Long number(String name, long most) {
        String value = first(name);
        if (value == null) {
            return null;
        }
        try {
            long number = Long.parseLong(value.strip());
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        wrong(
                name,
                "INVALID",
                "must be a whole number " + (most == Long.MAX_VALUE ? "that is not below 0" : "from 0 to " + most));
        return null;
    }

    /** {@code {"Pupil No": "externalId", "Notes": null}}. */
    private @Nullable ColumnMapping mapping() {
        String value = first("mapping");
        if (value == null) {
            return null;
        }
        JsonNode node;
        try {
            node = JsonMapper.shared().readTree(value);
        } catch (JacksonException e) {
            node = null;
        }
        if (node == null || !node.isObject()) {
            wrong(
                    "mapping",
                    "INVALID",
                    "must be a JSON object of column names and fields, like {\"Pupil No\": \"externalId\", \"Notes\":"
                            + " null}; null ignores a column");
            return null;
        }
        Map<String, LearnerField> fields = new TreeMap<>();
        Set<String> ignored = new TreeSet<>();
        Set<LearnerField> taken = new HashSet<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String column = entry.getKey().strip();
            JsonNode said = entry.getValue();
            String name = said.isString() ? said.asString().strip() : null;
            LearnerField field = field(name);
            if (said.isNull() || IGNORED.equalsIgnoreCase(name)) {
                ignored.add(column);
            } else if (field == null) {
                wrong.add(new Detail(
                        "mapping",
                        "UNKNOWN_FIELD",
                        "mapping of the column \"" + shortened(column) + "\" must be one of "
                                + Arrays.stream(LearnerField.values())
                                        .map(LearnerField::json)
                                        .collect(Collectors.joining(", "))
                                + ", or null to ignore the column"));
            } else if (!taken.add(field)) {
                wrong.add(new Detail(
                        "mapping",
                        "CONTRADICTION",
                        "mapping gives two columns for the field " + field.json() + "; one column fills a field"));
            } else {
                fields.put(column, field);
            }
        }
        return new ColumnMapping(fields, ignored);
    }

    private static @Nullable LearnerField field(@Nullable String name) {
        for (LearnerField field : LearnerField.values()) {
            if (field.json().equalsIgnoreCase(name) || field.column().equalsIgnoreCase(name)) {
                return field;
            }
        }
        return null;
    }

    private static String shortened(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "…";
    }
}
