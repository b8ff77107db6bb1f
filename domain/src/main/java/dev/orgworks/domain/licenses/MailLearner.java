package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.mail.Letter;
import dev.orgworks.domain.mail.MailKind;
import dev.orgworks.domain.mail.QueueMail;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes to learners of whom a usable e-mail address is known; rosters hold all kinds of text there. */
@Component
class MailLearner {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s\\p{Cntrl}@]+@[^\\s\\p{Cntrl}@]+");

    private final JdbcClient jdbc;
    private final QueueMail mail;

    MailLearner(JdbcClient jdbc, QueueMail mail) {
        this.jdbc = jdbc;
        this.mail = mail;
    }

    /** Whether a letter can be sent to him. */
    static boolean reaches(Learner learner) {
        String email = learner.email();
        return email != null && ADDRESS.matcher(email.strip()).matches();
    }

    /**
     * Queues a letter about a pool, unless none reaches him.
     *
     * @param more what the letter says besides the organization and the product
     */
    void write(
            Actor actor, LicensePool pool, Learner learner, MailKind kind, Map<String, Object> more, long subjectId) {
        if (!reaches(learner)) {
            return;
        }
        Map<String, Object> model = new LinkedHashMap<>(more);
        model.put("organization", organization(pool.organizationId()));
        model.put("product", pool.name());
        mail.queue(
                actor,
                new Letter(
                        pool.organizationId(),
                        kind,
                        Objects.requireNonNull(learner.email()),
                        name(learner),
                        model,
                        subjectId));
    }

    private String organization(long id) {
        return jdbc.sql("select name from organization where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private static @Nullable String name(Learner learner) {
        if (learner.displayName() != null) {
            return learner.displayName();
        }
        String name = Stream.of(learner.firstName(), learner.lastName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? null : name;
    }
}
