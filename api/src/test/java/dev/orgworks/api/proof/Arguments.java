package dev.orgworks.api.proof;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a script was called with: at most one number, and options with a value each.
 *
 * @param number null: not given
 */
record Arguments(@Nullable Long number, Map<String, String> options) {

    private static final Set<String> DATABASE = Set.of("--database-url", "--database-user", "--database-password");

    /**
     * Reads the arguments.
     *
     * @param known the options besides those of the database
     * @throws IllegalArgumentException when there is something else among them
     */
    static Arguments of(String[] arguments, Set<String> known) {
        Long number = null;
        Map<String, String> options = new HashMap<>();
        List<String> all = List.of(arguments);
        for (int i = 0; i < all.size(); i++) {
            String argument = all.get(i);
            if (known.contains(argument) || DATABASE.contains(argument)) {
                if (++i == all.size()) {
                    throw new IllegalArgumentException(argument + " needs a value");
                }
                options.put(argument, all.get(i));
            } else if (number == null && argument.matches("[1-9][0-9]{0,8}")) {
                number = Long.valueOf(argument);
            } else {
                throw new IllegalArgumentException("not understood: " + argument);
            }
        }
        if (!options.containsKey("--database-url") && options.keySet().stream().anyMatch(DATABASE::contains)) {
            throw new IllegalArgumentException("a database user or password needs --database-url too");
        }
        return new Arguments(number, options);
    }

    long number(long otherwise) {
        return number == null ? otherwise : number;
    }

    /** @throws IllegalArgumentException when its value is no number */
    long number(String option, long otherwise) {
        String value = options.getOrDefault(option, Long.toString(otherwise));
        if (!value.matches("-?[0-9]{1,18}")) {
            throw new IllegalArgumentException(option + " needs a number, not " + value);
        }
        return Long.parseLong(value);
    }

    String text(String option, String otherwise) {
        return options.getOrDefault(option, otherwise);
    }

    /** The server to use, in this schema; null: the embedded one. */
    @Nullable
    Account server(String schema) {
        String url = options.get("--database-url");
        return url == null
                ? null
                : new Account(url, text("--database-user", "root"), text("--database-password", "")).in(schema);
    }
}
