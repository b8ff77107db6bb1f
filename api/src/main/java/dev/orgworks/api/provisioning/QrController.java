package dev.orgworks.api.provisioning;

import dev.orgworks.api.http.Open;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.database.Sha256;
import dev.orgworks.domain.provisioning.FindCode;
import dev.orgworks.domain.users.TokenSecret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The QR code of a token: a picture for whoever has the token, which is also what opens this route. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/provisioning/{tokenId}/qr")
class QrController {

    private static final int LEAST = 64;
    private static final int MOST = 2_048;

    /** For so long a browser shows the code of a token that was revoked meanwhile. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final FindCode codes;
    private final SlowGuesses guesses;

    QrController(FindCode codes, SlowGuesses guesses) {
        this.codes = codes;
        this.guesses = guesses;
    }

    @GetMapping
    @Open
    ResponseEntity<byte[]> get(
            @PathVariable String organizationId,
            @PathVariable String tokenId,
            @RequestParam String token,
            @RequestParam(defaultValue = "svg") String format,
            @RequestParam(defaultValue = "320") int size,
            HttpServletRequest request,
            HttpServletResponse response) {
        QrFormat wanted = format(format);
        if (size < LEAST || size > MOST) {
            throw new InvalidInputException(
                    "size", "OUT_OF_RANGE", "size must be a whole number of pixels from " + LEAST + " to " + MOST);
        }
        URI address =
                guesses.around(request, response, () -> codes.find(organizationId, tokenId, new TokenSecret(token)));
        QrCode code = QrCode.of(address.toString());
        if (size < code.side()) {
            throw new InvalidInputException(
                    "size",
                    "OUT_OF_RANGE",
                    "size must be at least " + code.side() + " for a code of so long an address");
        }
        byte[] picture = wanted.draw(code, size);
        return ResponseEntity.ok()
                .contentType(wanted.mediaType())
                .eTag(HexFormat.of().formatHex(Sha256.digest().digest(picture), 0, 16))
                .cacheControl(CacheControl.maxAge(KEPT).cachePrivate())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "inline; filename=\"code-" + number(tokenId) + "."
                                + wanted.name().toLowerCase(Locale.ROOT) + "\"")
                .body(picture);
    }

    /** As it was found by it, the id is a number. */
    private static long number(String tokenId) {
        return Long.parseLong(tokenId);
    }

    private static QrFormat format(String word) {
        return Arrays.stream(QrFormat.values())
                .filter(known -> known.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("format", "INVALID", "format must be svg or png"));
    }
}
