package dev.orgworks.api.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer of JWTs, with a web server of this JVM that publishes its keys. */
public final class TestIssuer {

    /** The Clerk that the application of the tests trusts. */
    public static final TestIssuer CLERK = new TestIssuer();

    /** The OpenID provider that the application of the tests trusts. */
    public static final TestIssuer OPENID = new TestIssuer();

    private final HttpServer server;
    private final RSAKey key = newKey("the-first");
    private final ECKey curve = newCurve("the-curve");
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile String keys = "";
    private volatile int status = 200;

    /** Starts an issuer on a free port. */
    public TestIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        publish(key, curve);
        server.createContext("/jwks", exchange -> {
            fetches.incrementAndGet();
            answer(exchange, keys);
        });
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, "{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}".formatted(uri(), jwksUri())));
        server.start();
    }

    public String uri() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public String jwksUri() {
        return uri() + "/jwks";
    }

    /** The key that it publishes from the start. */
    public RSAKey key() {
        return key;
    }

    /** Its other key from the start, of an elliptic curve. */
    public ECKey curve() {
        return curve;
    }

    /** How often its keys were asked for. */
    public int fetches() {
        return fetches.get();
    }

    /** From now on it publishes these keys and no others. */
    public void publish(JWK... published) {
        keys = new JWKSet(List.of(published)).toString(true);
    }

    /** From now on it publishes something that is no set of keys. */
    public void publish(String nonsense) {
        keys = nonsense;
    }

    /** From now on it answers with this status. */
    public void answerWith(int other) {
        status = other;
    }

    /** A token with these claims, signed with the first key. */
    public String token(Map<String, Object> claims) {
        return token(key, claims);
    }

    /** A token with these claims, signed with some key. */
    public static String token(RSAKey by, Map<String, Object> claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(by.getKeyID())
                            .build(),
                    JWTClaimsSet.parse(claims));
            jwt.sign(new RSASSASigner(by));
            return jwt.serialize();
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new key. */
    public static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey newCurve(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
