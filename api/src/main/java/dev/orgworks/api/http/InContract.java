package dev.orgworks.api.http;

import dev.orgworks.domain.users.Contract;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A controller that answers routes shared by several contracts, for requests in this one; see {@link RequestContract}. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface InContract {

    Contract value();
}
