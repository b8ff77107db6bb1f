package dev.orgworks.domain.mail;

import dev.orgworks.domain.secrets.SealSecret;
import dev.orgworks.domain.secrets.SealedOtherwiseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writes a letter: its subject and text, and the same as HTML, from the templates of its kind. */
@Component
class WriteLetter {

    private static final String FOLDER = "dev/orgworks/domain/mail/";
    private static final String SUBJECT = "Subject: ";

    /** Where a letter's file is among what it says. */
    static final String ATTACHMENT = "attachment";

    private static final TypeReference<Map<String, Object>> MODEL = new TypeReference<>() {};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm", Locale.UK);

    private final SealSecret seal;
    private final JsonMapper json;
    private final FindLook looks;
    private final TemplateEngine templates = new TemplateEngine();

    WriteLetter(SealSecret seal, JsonMapper json, FindLook looks) {
        this.seal = seal;
        this.json = json;
        this.looks = looks;
        templates.addTemplateResolver(resolver(TemplateMode.HTML, ".html"));
        templates.addTemplateResolver(resolver(TemplateMode.TEXT, ".txt"));
    }

    /**
     * A letter as it is sent.
     *
     * @param look of whom it is
     * @param attachment null: none
     */
    record Written(
            String subject,
            String text,
            String html,
            Look look,
            @Nullable Attachment attachment) {}

    /** @throws NotSentException when what it is to say cannot be read, or its template does not take it */
    Written write(ClaimedLetter letter) throws NotSentException {
        try {
            Look look = looks.of(letter.organizationId());
            Map<String, Object> said = new HashMap<>(json.readValue(seal.open(letter.model(), letter.key()), MODEL));
            Object file = said.remove(ATTACHMENT);
            Context context = new Context(Locale.UK, variables(letter, said, look));
            String template = FOLDER + letter.kind().template();
            String text = templates.process(template + ".txt", context);
            int end = text.indexOf('\n');
            return new Written(
                    text.substring(SUBJECT.length(), end).strip(),
                    text.substring(end).strip() + "\n",
                    templates.process(template + ".html", context),
                    look,
                    file == null ? null : json.convertValue(file, Attachment.class));
        } catch (SealedOtherwiseException e) {
            throw new NotSentException(
                    NotSentException.Reason.LATER, "What it says cannot be read. " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new NotSentException(NotSentException.Reason.UNWRITTEN, "It could not be written", e);
        }
    }

    private static Map<String, Object> variables(ClaimedLetter letter, Map<String, Object> said, Look look) {
        Map<String, Object> variables = new HashMap<>();
        said.forEach((name, value) -> variables.put(name, shown(name, value, look.zone())));
        variables.put("color", look.color());
        variables.put("recipientName", letter.recipientName());
        variables.put("sender", look.name());
        if (letter.organizationId() != null) {
            variables.put("organization", look.name());
        }
        return variables;
    }

    /** Instants in words; of texts only a message may have several lines. */
    private static @Nullable Object shown(String name, @Nullable Object value, ZoneId zone) {
        if (!(value instanceof String text)) {
            return value;
        }
        if (name.equals("message")) {
            return text.replace("\r\n", "\n")
                    .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", " ")
                    .strip();
        }
        if (name.endsWith("At") || name.endsWith("Until")) {
            try {
                return TIME.format(Instant.parse(text).atZone(zone)) + " (" + zone + ")";
            } catch (DateTimeException e) {
                return OneLine.of(text);
            }
        }
        return OneLine.of(text);
    }

    private static ClassLoaderTemplateResolver resolver(TemplateMode mode, String ending) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(WriteLetter.class.getClassLoader());
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setResolvablePatterns(Set.of("*" + ending));
        resolver.setCacheable(true);
        return resolver;
    }
}
