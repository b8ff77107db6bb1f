package dev.orgworks.domain.support;

import dev.orgworks.domain.InvalidInputException.Detail;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters of a rule's action: what is wrong with them, and what they say. */
record ActionParams(Map<String, ? extends @Nullable Object> values) {

    private static final Pattern UUID_FORM =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s\\p{Cntrl}<>\",;:\\\\()\\[\\]@]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");
    private static final int LONGEST_ADDRESS = 254;

    /** Those that the action does not know. */
    Stream<Detail> others(String... known) {
        return values.keySet().stream()
                .filter(name -> !Set.of(known).contains(name))
                .map(name -> new Detail(
                        where(name),
                        "UNKNOWN_FIELD",
                        where(name) + " is not a parameter of this action; "
                                + (known.length == 0 ? "there are none" : "these are " + String.join(", ", known))));
    }

    /** Unless it is one of the words. */
    Stream<Detail> oneOf(String name, Collection<String> words) {
        return unless(
                values.get(name) instanceof String word && words.contains(word),
                name,
                "one of " + String.join(", ", words));
    }

    Stream<Detail> oneOf(String name, Enum<?>[] constants) {
        return oneOf(name, Arrays.stream(constants).map(Enum::name).toList());
    }

    Stream<Detail> id(String name) {
        return unless(
                values.get(name) instanceof String text
                        && UUID_FORM.matcher(text).matches(),
                name,
                "a UUID");
    }

    Stream<Detail> text(String name, int longest) {
        return unless(
                values.get(name) instanceof String text && !text.isBlank() && text.length() <= longest,
                name,
                "a text of at most " + longest + " characters");
    }

    Stream<Detail> addresses(String name, int most) {
        return unless(
                values.get(name) instanceof List<?> list
                        && !list.isEmpty()
                        && list.size() <= most
                        && list.stream().allMatch(ActionParams::isAddress),
                name,
                "a list of 1 to " + most + " e-mail addresses");
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    String text(String name) {
        return find(name).orElseThrow();
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString);
    }

    UUID uuid(String name) {
        return UUID.fromString(text(name));
    }

    List<String> texts(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    static String where(String name) {
        return "actionParams." + name;
    }

    private static boolean isAddress(@Nullable Object one) {
        return one instanceof String text
                && text.length() <= LONGEST_ADDRESS
                && ADDRESS.matcher(text).matches();
    }

    private static Stream<Detail> unless(boolean right, String name, String expected) {
        return right
                ? Stream.of()
                : Stream.of(new Detail(where(name), "INVALID", where(name) + " must be " + expected));
    }
}
