package dev.orgworks.domain.support;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A field that holds the id of another row of the same organization. Only one that there is can be written, and the other
 * row is shown beside it.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Refers {

    /** What it refers to. */
    Class<? extends DeskRow> to();

    /** The name under which that row is shown; empty: it is not shown. */
    String as() default "";
}
