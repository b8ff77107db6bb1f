package dev.orgworks.api.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import dev.orgworks.api.testing.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** The ways in which a token can be signed, most of them not by its issuer. */
enum JwtForgery {
    GENUINE {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            return signed(rs256(issuer), new RSASSASigner(issuer.key()), claims);
        }
    },
    NO_KEY_ID {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            return signed(new JWSHeader.Builder(JWSAlgorithm.RS256), new RSASSASigner(issuer.key()), claims);
        }
    },
    ES256 {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            return signed(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(issuer.curve().getKeyID()),
                    new ECDSASigner(issuer.curve()),
                    claims);
        }
    },
    RS512 {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            return signed(
                    new JWSHeader.Builder(JWSAlgorithm.RS512).keyID(issuer.key().getKeyID()),
                    new RSASSASigner(issuer.key()),
                    claims);
        }
    },
    NONE {
        @Override
        String sign(TestIssuer issuer, String claims) {
            return base64("{\"alg\":\"none\"}") + "." + base64(claims) + ".";
        }
    },
    NONE_WITH_SIGNATURE {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            String genuine = GENUINE.sign(issuer, claims);
            return base64("{\"alg\":\"none\"}") + genuine.substring(genuine.indexOf('.'));
        }
    },
    HS256_WITH_PUBLIC_KEY {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            return signed(
                    hs256(issuer), new MACSigner(issuer.key().toRSAPublicKey().getEncoded()), claims);
        }
    },
    HS256_WITH_PUBLIC_PEM {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(issuer.key().toRSAPublicKey().getEncoded())
                    + "\n-----END PUBLIC KEY-----\n";
            return signed(hs256(issuer), new MACSigner(pem), claims);
        }
    },
    OTHER_KEY {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            return signed(
                    rs256(issuer),
                    new RSASSASigner(TestIssuer.newKey(issuer.key().getKeyID())),
                    claims);
        }
    },
    UNKNOWN_KEY {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            return signed(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("unknown"),
                    new RSASSASigner(TestIssuer.newKey("unknown")),
                    claims);
        }
    },
    EMBEDDED_KEY {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            RSAKey own = TestIssuer.newKey("own");
            return signed(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("own").jwk(own.toPublicJWK()),
                    new RSASSASigner(own),
                    claims);
        }
    },
    OTHER_ISSUERS_KEY {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            TestIssuer other = issuer == TestIssuer.CLERK ? TestIssuer.OPENID : TestIssuer.CLERK;
            return signed(rs256(issuer), new RSASSASigner(other.key()), claims);
        }
    },
    TAMPERED {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            String[] parts = GENUINE.sign(issuer, claims).split("\\.", -1);
            return parts[0] + "." + base64(claims.replace("user_vectors", "user_victim")) + "." + parts[2];
        }
    },
    NO_SIGNATURE {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            String genuine = GENUINE.sign(issuer, claims);
            return genuine.substring(0, genuine.lastIndexOf('.') + 1);
        }
    },
    CRITICAL_HEADER {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            return signed(
                    rs256(issuer).criticalParams(Set.of("strange")).customParam("strange", true),
                    new RSASSASigner(issuer.key()),
                    claims);
        }
    },
    OVERSIZED {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            return GENUINE.sign(
                    issuer, claims.substring(0, claims.length() - 1) + ",\"padding\":\"" + "x".repeat(8_192) + "\"}");
        }
    },
    FOUR_PARTS {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            return GENUINE.sign(issuer, claims) + ".e30";
        }
    },
    GARBAGE {
        @Override
        String sign(TestIssuer issuer, String claims) {
            return "not.a.jwt";
        }
    },
    NESTED {
        @Override
        String sign(TestIssuer issuer, String claims) throws JOSEException {
            return GENUINE.sign(
                    issuer,
                    claims.substring(0, claims.length() - 1) + ",\"deep\":" + "[".repeat(1_500) + "]".repeat(1_500)
                            + ",\"v\":3}");
        }
    };

    abstract String sign(TestIssuer issuer, String claims) throws JOSEException;

    private static JWSHeader.Builder rs256(TestIssuer issuer) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(issuer.key().getKeyID());
    }

    private static JWSHeader.Builder hs256(TestIssuer issuer) {
        return new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(issuer.key().getKeyID());
    }

    private static String signed(JWSHeader.Builder header, JWSSigner signer, String claims) throws JOSEException {
        JWSObject token = new JWSObject(header.build(), new Payload(claims));
        token.sign(signer);
        return token.serialize();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
