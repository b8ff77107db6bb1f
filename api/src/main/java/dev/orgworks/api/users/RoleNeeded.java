package dev.orgworks.api.users;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Demands a role of tokens that have it neither from their user nor for each organization. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = RoleNeeded.Check.class)
@interface RoleNeeded {

    String message() default "is missing: VIEWER, MANAGER or ADMIN";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Looks at the fields that tell what a token may do. */
    class Check implements ConstraintValidator<RoleNeeded, TokenController.TokenRequest> {

        @Override
        public boolean isValid(TokenController.TokenRequest body, ConstraintValidatorContext context) {
            if (body.role() != null || body.userId() != null || body.roles() != null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("role")
                    .addConstraintViolation();
            return false;
        }
    }
}
