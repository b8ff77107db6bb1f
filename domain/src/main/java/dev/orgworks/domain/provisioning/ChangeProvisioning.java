package dev.orgworks.domain.provisioning;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.TokenSecret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes a token that was handed out. */
@Component
public class ChangeProvisioning {

    /**
     * The token as it is now.
     *
     * @param secret its new secret, which nobody can read again; null: it has none
     */
    public record Changed(ProvisioningToken token, @Nullable TokenSecret secret) {}

    private final FindProvisioning tokens;
    private final ProvisioningLife life;
    private final WriteProvisioning write;

    ChangeProvisioning(FindProvisioning tokens, ProvisioningLife life, WriteProvisioning write) {
        this.tokens = tokens;
        this.life = life;
        this.write = write;
    }

    /**
     * Changes a token.
     *
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such token
     * @throws dev.orgworks.domain.DeniedException when the caller may not hand out such tokens
     * @throws dev.orgworks.domain.OutdatedException when it has another version
     * @throws dev.orgworks.domain.InvalidInputException when it would end too early or too late
     * @throws ConflictException when it is revoked and it is not about revoking, or is to get a secret though it has expired
     */
    @Transactional
    public Changed change(
            Caller caller, long organizationId, long id, ExpectedVersion expected, ProvisioningChange change) {
        ProvisioningToken before = tokens.locked(organizationId, id);
        ProvisioningLife.check(caller, organizationId, before.kind());
        expected.check("token", before.version());
        if (before.revokedAt() != null) {
            if (change instanceof ProvisioningChange.Revoke) {
                return new Changed(before, null);
            }
            throw new ConflictException("TOKEN_REVOKED", "The token is revoked for ever; issue another");
        }
        TokenSecret secret = change instanceof ProvisioningChange.Rotate ? TokenSecret.random() : null;
        return new Changed(write.update(caller.actor(), act(change), before, after(before, change), secret), secret);
    }

    private ProvisioningToken after(ProvisioningToken before, ProvisioningChange change) {
        if (change instanceof ProvisioningChange.Revoke) {
            return with(before, before.label(), before.expiresAt(), life.now());
        }
        if (change instanceof ProvisioningChange.Rename rename) {
            return with(before, rename.label(), before.expiresAt(), null);
        }
        if (change instanceof ProvisioningChange.Extend extend) {
            return with(before, before.label(), life.end(extend.expiresAt()), null);
        }
        if (!life.now().isBefore(before.expiresAt())) {
            throw new ConflictException(
                    "TOKEN_EXPIRED", "The token has expired; extend it before it gets another secret");
        }
        return before;
    }

    private static String act(ProvisioningChange change) {
        if (change instanceof ProvisioningChange.Revoke) {
            return "revoked";
        }
        if (change instanceof ProvisioningChange.Rename) {
            return "renamed";
        }
        return change instanceof ProvisioningChange.Extend ? "extended" : "rotated";
    }

    private static ProvisioningToken with(
            ProvisioningToken token, String label, Instant expiresAt, @Nullable Instant revokedAt) {
        return new ProvisioningToken(
                token.id(),
                token.organizationId(),
                token.kind(),
                label,
                token.poolId(),
                token.role(),
                token.domains(),
                token.hint(),
                token.maxUses(),
                token.uses(),
                expiresAt,
                revokedAt,
                token.lastUsedAt(),
                token.version(),
                token.createdBy(),
                token.createdAt(),
                token.updatedAt());
    }
}
