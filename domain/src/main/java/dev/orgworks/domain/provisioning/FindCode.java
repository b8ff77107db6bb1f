package dev.orgworks.domain.provisioning;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.links.Links;
import dev.orgworks.domain.provisioning.ClaimRefusedException.Reason;
import dev.orgworks.domain.provisioning.ProvisioningToken.Kind;
import dev.orgworks.domain.users.TokenSecret;
import java.net.URI;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the address that the code of a token shows. Whatever there is to refuse, be it that there is no such token or that the
 * secret is not its own, it takes the same steps: one look-up, one comparison of hashes whose time depends on nothing.
 */
@Component
public class FindCode {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern UUID_TEXT =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    /** Of a secret that nobody has: what there is nothing of is compared with it. */
    private static final byte[] NOBODYS = TokenSecret.random().hash();

    private final JdbcClient jdbc;
    private final Links links;
    private final InstantSource clock;

    FindCode(JdbcClient jdbc, Links links, InstantSource clock) {
        this.jdbc = jdbc;
        this.links = links;
        this.clock = clock;
    }

    private record Kept(Kind kind, boolean open, boolean same) {}

    /**
     * The address, secret included. Of a token that is used up too: its page says so.
     *
     * @param organization its number or its UUID, as somebody wrote it
     * @param tokenId its number, likewise
     * @throws ClaimRefusedException TOKEN_UNKNOWN, when there is no such token, it has no page, it is revoked or expired, or its
     *     secret is another
     */
    public URI find(String organization, String tokenId, TokenSecret secret) {
        byte[] hash = secret.hash();
        Optional<Kept> kept = jdbc.sql("""
                        select t.kind, t.hash, t.revoked_at is null and t.expires_at > :now as open
                        from provisioning_token t join organization o on o.id = t.organization_id
                        where t.id = :token and (o.id = :id or o.uuid = :uuid) and o.deleted_at is null
                        """)
                .param("token", number(tokenId))
                .param("id", number(organization))
                .param("uuid", uuid(organization))
                .param("now", Timestamp.from(clock.instant()))
                .query((rs, rowNumber) -> new Kept(
                        Kind.valueOf(rs.getString("kind")),
                        rs.getBoolean("open"),
                        MessageDigest.isEqual(hash, rs.getBytes("hash"))))
                .optional();
        boolean same = kept.map(Kept::same).orElseGet(() -> MessageDigest.isEqual(hash, NOBODYS));
        return kept.filter(token -> same && token.open() && token.kind().hasPage())
                .map(token -> address(token.kind(), secret))
                .orElseThrow(() -> new ClaimRefusedException(Reason.TOKEN_UNKNOWN));
    }

    /** The address of a token's page; only of a kind that has one. */
    public URI address(Kind kind, TokenSecret secret) {
        return kind == Kind.LICENSE ? links.claim(secret.text()) : links.invite(secret.text());
    }

    private static long number(String text) {
        return NUMBER.matcher(text).matches() ? Long.parseLong(text) : 0;
    }

    private static byte @Nullable [] uuid(String text) {
        return UUID_TEXT.matcher(text).matches() ? BinaryUuid.bytes(UUID.fromString(text)) : null;
    }
}
