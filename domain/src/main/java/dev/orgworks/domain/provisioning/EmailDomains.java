package dev.orgworks.domain.provisioning;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import java.net.IDN;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose e-mail addresses something is for: those at {@code example.org}, or at any domain below it when it says
 * {@code *.example.org}. Kept as the Domain Name System has them, in lower case and punycode (RFC 5891).
 *
 * @param patterns none: everybody's
 */
public record EmailDomains(Set<String> patterns) {

    /** Everybody's. */
    public static final EmailDomains ANY = new EmailDomains(Set.of());

    private static final String BELOW = "*.";

    /** At least two labels, as they may stand in the DNS (RFC 1035, 2.3.1), the last of which is no number. */
    private static final Pattern DOMAIN = Pattern.compile(
            "(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?![0-9]+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EmailDomains {
        patterns = Set.copyOf(patterns);
    }

    /**
     * The domains as people write them: in any case, in any script, with an {@code @} in front or a dot behind.
     *
     * @param field what they are called in the request
     * @throws InvalidInputException naming each that is none
     */
    public static EmailDomains of(String field, @Nullable List<String> written) {
        Set<String> patterns = new TreeSet<>();
        List<Detail> wrong = new ArrayList<>();
        for (int i = 0; written != null && i < written.size(); i++) {
            String pattern = normal(written.get(i));
            if (pattern == null) {
                String where = field + "[" + i + "]";
                wrong.add(new Detail(
                        where,
                        "INVALID",
                        where + " must be a domain such as example.org, or *.example.org for all below it"));
            } else {
                patterns.add(pattern);
            }
        }
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
        return new EmailDomains(patterns);
    }

    /** Whether an address is at one of them. */
    public boolean allow(String email) {
        if (patterns.isEmpty()) {
            return true;
        }
        String domain = ascii(email.substring(email.lastIndexOf('@') + 1));
        return domain != null
                && patterns.stream()
                        .anyMatch(pattern -> pattern.startsWith(BELOW)
                                ? domain.endsWith(pattern.substring(1)) && domain.length() >= pattern.length()
                                : domain.equals(pattern));
    }

    /** They in order, as they are kept and shown. */
    @JsonValue
    public Collection<String> sorted() {
        return new TreeSet<>(patterns);
    }

    private static @Nullable String normal(String written) {
        String text = written.strip();
        if (text.startsWith("@")) {
            text = text.substring(1);
        }
        boolean below = text.startsWith(BELOW);
        String domain = ascii(below ? text.substring(BELOW.length()) : text);
        return domain == null ? null : (below ? BELOW : "") + domain;
    }

    /** The domain as the DNS has it; null: it cannot be one. */
    private static @Nullable String ascii(String domain) {
        try {
            String text = IDN.toASCII(domain.strip()).toLowerCase(Locale.ROOT);
            String without = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
            return DOMAIN.matcher(without).matches() ? without : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
