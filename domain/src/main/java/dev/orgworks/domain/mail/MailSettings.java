package dev.orgworks.domain.mail;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of mail.
 *
 * @param smtp the mail server
 * @param batch how many letters a node takes at once; default 20
 * @param lease after how long a node that took letters counts as crashed; longer than a server may take for one; default 5 min
 * @param giveUpAfter how long a letter is tried that the server does not take yet; default 5 days (RFC 5321, 4.5.4.1)
 * @param keepSent how long it is known that a letter was sent; default 30 days
 * @param keepDead how long a letter that could not be sent can be sent again; default 90 days
 */
@ConfigurationProperties("orgworks.mail")
record MailSettings(
        @DefaultValue Smtp smtp,
        @DefaultValue("20") int batch,
        @DefaultValue("5m") Duration lease,
        @DefaultValue("5d") Duration giveUpAfter,
        @DefaultValue("30d") Duration keepSent,
        @DefaultValue("90d") Duration keepDead) {

    MailSettings {
        if (batch < 1 || lease.isNegative() || lease.isZero() || giveUpAfter.isNegative()) {
            throw new IllegalArgumentException("orgworks.mail.batch and .lease must be more than nothing");
        }
    }

    /**
     * The mail server.
     *
     * @param host {@code SMTP_HOST}; null: there is none, and letters wait
     * @param port {@code SMTP_PORT}; default 587
     * @param username {@code SMTP_USERNAME}; null: the server wants none
     * @param starttls {@code SMTP_STARTTLS}: what if the server cannot encrypt; default required
     * @param ssl {@code SMTP_SSL}: encrypted from the first byte, as on port 465; starttls does not count then
     * @param from {@code SMTP_FROM}: the sender's address, perhaps with a name: {@code Orgworks <mail@example.org>}
     * @param connectTimeout how long a connection may take; default 10 s
     * @param timeout how long the server may take to answer, or to read; default 20 s
     */
    record Smtp(
            @Nullable String host,
            @DefaultValue("587") int port,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue("required") Starttls starttls,
            @DefaultValue("false") boolean ssl,
            @Nullable String from,
            @DefaultValue("10s") Duration connectTimeout,
            @DefaultValue("20s") Duration timeout) {

        private static final String NOWHERE = "orgworks.invalid";

        Smtp {
            host = host == null || host.isBlank() ? null : host.strip();
            username = username == null || username.isBlank() ? null : username.strip();
            // with a password alone one would sign in as the user of the operating system
            password = username == null ? null : password;
            from = from == null || from.isBlank() ? null : from.strip();
            if (host != null && (from == null || !from.matches("[^\\r\\n]*[^\\s@<>]+@[^\\s@<>]+>?"))) {
                throw new IllegalArgumentException(
                        "SMTP_HOST is set, so SMTP_FROM must be the sender's address, like Orgworks <mail@example.org>");
            }
        }

        boolean isConfigured() {
            return host != null;
        }

        /** The right side of message ids: the sender's domain. */
        String domain() {
            String domain = from == null
                    ? NOWHERE
                    : from.substring(from.lastIndexOf('@') + 1).replace(">", "").strip();
            return domain.matches("[A-Za-z0-9.-]+") ? domain.toLowerCase(Locale.ROOT) : NOWHERE;
        }

        @Override
        public String toString() {
            return "Smtp[" + host + ":" + port + "]";
        }
    }

    /** What if the server offers no encryption. */
    enum Starttls {
        /** Nothing is sent to it. */
        REQUIRED,
        /** It is sent in clear. */
        OPPORTUNISTIC,
        /** Encryption is not asked for. */
        OFF
    }
}
