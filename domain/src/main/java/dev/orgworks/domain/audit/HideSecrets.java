package dev.orgworks.domain.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Keeps passwords, tokens and bodies of letters out of the audit, whatever a feature hands it: judged by the names of
 * properties, at any depth. {@code passwordHash} and {@code accessToken} are secrets, {@code tokenId} and {@code tokenName}
 * are not.
 */
final class HideSecrets {

    static final String HIDDEN = "[hidden]";

    /** Secret wherever they stand in a name. */
    private static final Set<String> ANYWHERE =
            Set.of("password", "passwd", "passphrase", "secret", "credential", "credentials", "passwords", "secrets");

    /** Secret as the last word of a name. */
    private static final Set<String> AT_THE_END =
            Set.of("token", "tokens", "hash", "hashes", "body", "bodies", "html", "cookie", "authorization");

    /** The tokens of this platform, which give themselves away in any text. */
    private static final Pattern TOKEN = Pattern.compile("orgw_[A-Za-z0-9_-]{16,}");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");

    private HideSecrets() {}

    /** The same value without its secrets. The node itself may be changed. */
    static JsonNode in(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                object.set(name, isSecret(name) ? hidden(name, object.get(name)) : in(object.get(name)));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, in(array.get(i)));
            }
        } else if (node.isString() && TOKEN.matcher(node.asString()).find()) {
            return StringNode.valueOf(TOKEN.matcher(node.asString()).replaceAll(HIDDEN));
        }
        return node;
    }

    /** That there is one, or whether, is no secret; a token that is an object is judged by its own properties. */
    private static JsonNode hidden(String name, JsonNode value) {
        if (value.isNull() || value.isBoolean()) {
            return value;
        }
        return value.isObject() && name.toLowerCase(Locale.ROOT).endsWith("token")
                ? in(value)
                : StringNode.valueOf(HIDDEN);
    }

    private static boolean isSecret(String name) {
        List<String> words = Arrays.stream(BETWEEN_WORDS.split(name, 0))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        return !words.isEmpty()
                && (words.stream().anyMatch(ANYWHERE::contains) || AT_THE_END.contains(words.get(words.size() - 1)));
    }
}
