package dev.orgworks.domain.webhooks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What there is to be told, by the names that endpoints get. */
public enum WebhookType {

    /** A report can be downloaded. */
    REPORT_COMPLETED("report.completed"),

    /** A report failed for good. */
    REPORT_FAILED("report.failed"),

    /** A scheduled report has not begun in time. */
    REPORT_LATE("report.late"),

    /** Somebody tries an endpoint. */
    WEBHOOK_TEST("webhook.test");

    private final String word;

    WebhookType(String word) {
        this.word = word;
    }

    /** Its name in payloads and in the lists of endpoints. */
    public String word() {
        return word;
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(WebhookType::word).toList();
    }

    static Optional<WebhookType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
