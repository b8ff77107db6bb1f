package dev.orgworks.domain.mail;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * As whose letters appear, and how.
 *
 * @param name on one line
 * @param color {@code #rrggbb}
 * @param replyTo an e-mail address; null: the sender's
 * @param zone in which times are told
 */
record Look(String name, String color, @Nullable String replyTo, ZoneId zone) {}
