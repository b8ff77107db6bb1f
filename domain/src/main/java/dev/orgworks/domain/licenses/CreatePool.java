package dev.orgworks.domain.licenses;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes a pool of seats. */
@Component
public class CreatePool {

    /** The most seats that a pool may have. */
    public static final int MOST_SEATS = 100_000_000;

    private static final Pattern PRODUCT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final WritePool write;
    private final FindPools pools;
    private final RecordAudit audit;
    private final EnqueueUpkeep upkeep;

    CreatePool(WritePool write, FindPools pools, RecordAudit audit, EnqueueUpkeep upkeep) {
        this.write = write;
        this.pools = pools;
        this.audit = audit;
        this.upkeep = upkeep;
    }

    /**
     * Makes a pool none of whose seats is held; if it has rules, the licences' job applies them.
     *
     * @param product up to 100 letters, digits, dots, hyphens and underscores
     * @param total from 0 to {@link #MOST_SEATS}
     * @throws InvalidInputException naming everything that cannot be
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public LicensePool create(
            Actor actor, long organizationId, String product, LicensePool.Source source, int total, PoolDraft draft) {
        List<Detail> wrong = new ArrayList<>();
        if (!PRODUCT.matcher(product).matches()) {
            wrong.add(
                    new Detail(
                            "product",
                            "INVALID",
                            "product must have 1 to 100 letters, digits, dots, hyphens or underscores, the first a letter or digit"));
        }
        PoolDraft.range(wrong, "total", total, 0, MOST_SEATS);
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
        draft.check();
        LicensePool made = pools.byId(organizationId, write.insert(organizationId, product, source, total, draft));
        audit.record(
                actor, new AuditEntry(organizationId, "license.pool.created", "licensePool", made.id(), null, made));
        if (!draft.rules().equals(LicensePool.Rules.NONE)) {
            upkeep.of(organizationId);
        }
        return made;
    }
}
