package dev.orgworks.domain.idempotency;

import dev.orgworks.domain.idempotency.ClaimKey.Claim;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Does something once, however often it is asked for under one key, and answers each time what was answered first.
 *
 * <p>The key is claimed in a transaction of its own. The work, its rows and the answer are one transaction: either all of
 * it is there or nothing, in which case the next call under the key does the work. A call that crashed before keeps the
 * key for {@code orgworks.idempotency.lease}; one that is only slow and was given up on cannot commit any more.
 */
@Component
public class DoOnce {

    private static final Logger LOG = LoggerFactory.getLogger(DoOnce.class);

    private final ClaimKey keys;
    private final PlatformTransactionManager transactions;

    DoOnce(ClaimKey keys, PlatformTransactionManager transactions) {
        this.keys = keys;
        this.transactions = transactions;
    }

    /**
     * An answer.
     *
     * @param replayed whether the work was done by an earlier call
     */
    public record Done(KeptAnswer answer, boolean replayed) {}

    /**
     * Does the work unless it was done already.
     *
     * @param work does it inside the transaction and says what is answered; when it throws, or its answer is no success, the
     *     transaction is rolled back and nothing is kept
     * @throws KeyReusedException when the key stands for another request
     * @throws KeyInFlightException when another call is at it
     * @throws Exception what the work throws
     */
    public Done doOnce(OnceKey key, AskedBody asked, Callable<KeptAnswer> work) throws Exception {
        Claim claim = keys.claim(key, asked);
        if (claim.answer() != null) {
            return new Done(claim.answer(), true);
        }
        boolean kept = false;
        try {
            KeptAnswer answer = carriedOut(key, claim, work);
            kept = answer.isSuccess();
            return new Done(answer, false);
        } finally {
            if (!kept) {
                release(key, claim);
            }
        }
    }

    private KeptAnswer carriedOut(OnceKey key, Claim claim, Callable<KeptAnswer> work) throws Exception {
        TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
        KeptAnswer answer;
        try {
            answer = work.call();
            if (answer.isSuccess() && !keys.answered(key, claim, answer)) {
                throw new KeyInFlightException();
            }
        } catch (Exception | Error e) {
            transactions.rollback(transaction);
            throw e;
        }
        if (answer.isSuccess()) {
            transactions.commit(transaction);
        } else {
            transactions.rollback(transaction);
        }
        return answer;
    }

    private void release(OnceKey key, Claim claim) {
        try {
            keys.release(key, claim);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("{} answers 409 until its claim has run out, for it could not be given back", key, e);
        }
    }
}
