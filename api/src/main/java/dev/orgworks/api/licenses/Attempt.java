package dev.orgworks.api.licenses;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.DeniedException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.OutdatedException;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does something of which nothing remains when it is refused: in a transaction of its own, or behind a savepoint of the
 * present one.
 */
@Component
class Attempt {

    private final TransactionTemplate nested;

    Attempt(PlatformTransactionManager transactions) {
        nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** @param refused makes the result of a refusal */
    <T> T attempt(Supplier<T> work, Function<Detail, T> refused) {
        try {
            return Objects.requireNonNull(nested.execute(status -> work.get()));
        } catch (InvalidInputException e) {
            return refused.apply(e.details().get(0));
        } catch (NotFoundException e) {
            return refused.apply(detail("NOT_FOUND", e));
        } catch (ConflictException e) {
            return refused.apply(detail(e.code(), e));
        } catch (OutdatedException e) {
            return refused.apply(detail("OUTDATED", e));
        } catch (DeniedException e) {
            return refused.apply(detail("DENIED", e));
        }
    }

    private static Detail detail(String code, RuntimeException e) {
        return new Detail(null, code, String.valueOf(e.getMessage()));
    }
}
