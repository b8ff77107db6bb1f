package dev.orgworks.domain.mail;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is to be told.
 *
 * @param organizationId whose letter it is, with whose name and colours; null: the platform's own
 * @param recipient the e-mail address, at most 320 characters
 * @param recipientName null: nobody knows
 * @param model what the template is filled with: texts, numbers, instants; may hold links with secrets
 * @param subjectId what it is about, such as the invite's id, for {@link MailOutcome}
 * @param attachment null: none
 */
public record Letter(
        @Nullable Long organizationId,
        MailKind kind,
        String recipient,
        @Nullable String recipientName,
        Map<String, Object> model,
        @Nullable Long subjectId,
        @Nullable Attachment attachment) {

    private static final int LONGEST_ADDRESS = 320;
    private static final int LONGEST_NAME = 255;

    /** @throws IllegalArgumentException when it lacks what its kind needs, or cannot have such a recipient */
    public Letter {
        model = Collections.unmodifiableMap(new LinkedHashMap<>(model));
        recipient = recipient.strip();
        if (!recipient.contains("@")
                || recipient.length() > LONGEST_ADDRESS
                || recipient.chars().anyMatch(character -> character <= ' ' || character == 0x7F)) {
            throw new IllegalArgumentException("A letter's recipient must be an e-mail address");
        }
        if (recipientName != null) {
            recipientName = OneLine.of(recipientName, LONGEST_NAME);
        }
        if (model.containsKey("link") && !String.valueOf(model.get("link")).matches("https?://\\S+")) {
            throw new IllegalArgumentException("The link of a letter must be one that a browser opens");
        }
        if (!model.keySet().containsAll(kind.needed())) {
            throw new IllegalArgumentException("A letter of the kind " + kind + " needs " + kind.needed());
        }
    }

    /** A letter without a file. */
    public Letter(
            @Nullable Long organizationId,
            MailKind kind,
            String recipient,
            @Nullable String recipientName,
            Map<String, Object> model,
            @Nullable Long subjectId) {
        this(organizationId, kind, recipient, recipientName, model, subjectId, null);
    }

    /** Neither to whom nor what: links carry secrets. */
    @Override
    public String toString() {
        return "Letter[" + kind + " of organization " + organizationId + "]";
    }
}
