/**
 * The support desk: its people, conversations, tickets, escalations, refunds and their budgets, agents and decision rules.
 * Depends on {@code organizations}, {@code jobs}, {@code mail}, {@code users} (who administers an organization),
 * {@code audit} and {@code database}.
 */
@NullMarked
package dev.orgworks.domain.support;

import org.jspecify.annotations.NullMarked;
