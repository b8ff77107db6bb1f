package dev.orgworks.api.http;

import dev.orgworks.domain.idempotency.OnceKey.Life;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route that honours {@code Idempotency-Key}: what is asked for twice under one key is done once. The handler, its rows
 * and its answer are then one transaction; so it must not wait for anything outside, nor answer asynchronously.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

    /** How long a key stands; an {@link Life#ORDER}'s is the organization's and not the caller's. */
    Life value() default Life.ORDINARY;

    /** Whether the answer shows a secret: then nobody but the same credential opens what is kept of it. */
    boolean showsSecret() default false;

    /** Whether the body is a stream that does not fit into memory; then the handler itself asks {@link AnswerOnce}. */
    boolean streams() default false;
}
