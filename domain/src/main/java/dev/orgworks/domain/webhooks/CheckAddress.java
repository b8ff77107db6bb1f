package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.InvalidInputException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Whether the platform calls an address: over https, out in the internet, unless the settings allow any. */
@Component
class CheckAddress {

    private static final int LONGEST = 2_000;
    private static final Pattern NUMBERS =
            Pattern.compile("\\[.*]|(0[xX][0-9a-fA-F]+|[0-9]+)(\\.(0[xX][0-9a-fA-F]+|[0-9]+))*\\.?");

    private final WebhookSettings settings;

    CheckAddress(WebhookSettings settings) {
        this.settings = settings;
    }

    /**
     * The address that somebody wrote. What its name stands for is looked at when it is called, since that changes.
     *
     * @throws InvalidInputException when it is none, or never will be called
     */
    String written(String text) {
        String stripped = text.strip();
        URI uri = parsed(stripped);
        String host = uri.getHost();
        boolean scheme = "https".equalsIgnoreCase(uri.getScheme())
                || (settings.allowInsecure() && "http".equalsIgnoreCase(uri.getScheme()));
        if (!scheme || host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw invalid();
        }
        String name = host.toLowerCase(Locale.ROOT);
        boolean own = name.equals("localhost") || name.endsWith(".localhost");
        if (!settings.allowInsecure() && (own || (NUMBERS.matcher(name).matches() && !isPublic(name)))) {
            throw new InvalidInputException("url", "NOT_PUBLIC", "url must be an address of the internet");
        }
        return stripped;
    }

    /**
     * What hinders calling a host.
     *
     * @throws UnknownHostException when nobody has that name, or somebody in our own network has
     */
    void called(String host) throws UnknownHostException {
        if (!settings.allowInsecure() && !isPublicNow(host)) {
            throw new UnknownHostException("The name stands for an address that is not of the internet");
        }
    }

    private static boolean isPublic(String host) {
        try {
            return isPublicNow(host);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isPublicNow(String host) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host)).allMatch(PublicAddress::is);
    }

    private URI parsed(String text) {
        try {
            if (text.length() <= LONGEST && text.chars().allMatch(character -> character > ' ' && character < 0x7F)) {
                return new URI(text);
            }
        } catch (URISyntaxException e) {
            throw invalid();
        }
        throw invalid();
    }

    private InvalidInputException invalid() {
        return new InvalidInputException(
                "url",
                "INVALID",
                "url must be an address that begins with https://, of at most " + LONGEST
                        + " characters, without a password and a fragment");
    }
}
