package dev.orgworks.api.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.abst.fiducial.QrCodeDetector;
import boofcv.alg.fiducial.qrcode.QrCode.ErrorLevel;
import boofcv.factory.fiducial.FactoryFiducial;
import boofcv.struct.image.GrayU8;
import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Browser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The QR codes of tokens, read by another library than the one that wrote them. */
class QrTest extends Handouts {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({
        "png, 64",
        "png, 100",
        "png, 320",
        "png, 1024",
        "png, 2048",
        "svg, 160",
        "svg, 320",
        "svg, 1001",
        "svg, 2048"
    })
    void theCodeIsTheAddressOfThePageInEveryFormatAndSize(String format, int size) throws Exception {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 1), "");

        HttpResponse<byte[]> picture = fetch(token.qr() + "&format=" + format + "&size=" + size);

        assertThat(picture.statusCode()).isEqualTo(200);
        BufferedImage image = format.equals("svg") ? drawn(picture.body(), size) : image(picture.body());
        assertThat(image.getWidth()).isEqualTo(size);
        assertThat(image.getHeight()).isEqualTo(size);
        boofcv.alg.fiducial.qrcode.QrCode code = read(enlarged(image));
        assertThat(code.message).isEqualTo("http://localhost:8080/claim#" + token.secret());
        assertThat(code.error).isEqualTo(ErrorLevel.M);
        int modules = code.getNumberOfModules() + 8;
        int quiet = 4 * size / modules;
        assertThat(light(image, quiet)).isTrue();
        if (format.equals("png")) {
            int scale = size / modules;
            int corner = (size - scale * modules) / 2 + 4 * scale;
            assertThat(dark(image, corner, corner)).isTrue();
            assertThat(dark(image, corner - 1, corner)).isFalse();
        }
    }

    @Test
    void anInviteLinksCodeIsItsOwnPage() throws Exception {
        Tenant tenant = tenant();
        Answer made = made(admin, tenant, "{\"kind\": \"INVITE_LINK\", \"label\": \"x\", \"role\": \"VIEWER\"}");

        HttpResponse<byte[]> picture = fetch(made.text("/data/qr") + "&format=png");

        assertThat(read(image(picture.body())).message).isEqualTo(made.text("/data/url"));
        assertThat(made.text("/data/url")).startsWith("http://localhost:8080/invite#orgw_");
    }

    @Test
    void thePictureSaysWhatItIsAndThatItIsPrivate() throws Exception {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 1), "");

        HttpResponse<byte[]> usual = fetch(token.qr());

        assertThat(header(usual, "content-type")).isEqualTo("image/svg+xml");
        assertThat(header(usual, "cache-control")).isEqualTo("max-age=300, private");
        assertThat(header(usual, "content-disposition")).isEqualTo("inline; filename=\"code-" + token.id() + ".svg\"");
        assertThat(header(usual, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(usual, "content-security-policy")).startsWith("default-src 'none'");
        String svg = new String(usual.body(), StandardCharsets.UTF_8);
        assertThat(svg)
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"320\" height=\"320\" viewBox=\"0 0 ")
                .contains("shape-rendering=\"crispEdges\"")
                .doesNotContain("<script", "style=", token.secret());
        assertThat(svg.split("<path", -1)).hasSize(2);
        HttpResponse<byte[]> png = fetch(token.qr() + "&format=PNG");
        assertThat(header(png, "content-type")).isEqualTo("image/png");
        assertThat(header(png, "content-disposition")).endsWith(".png\"");
        String etag = header(usual, "etag");
        assertThat(etag).matches("\"[0-9a-f]{32}\"").isNotEqualTo(header(png, "etag"));
        assertThat(header(fetch(token.qr()), "etag")).isEqualTo(etag);
        HttpResponse<byte[]> same = fetch(token.qr(), "If-None-Match", etag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(header(same, "etag")).isEqualTo(etag);
        assertThat(fetch(token.qr(), "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        nobody.get("/api/organizations/" + tenant.uuid() + "/provisioning/" + token.id() + "/qr?token="
                        + token.secret())
                .expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&format=gif", "&size=63", "&size=2049", "&size=0", "&size=-1", "&size=x"})
    void whatCannotBeDrawnIsRefused(String query) {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 1), "");

        nobody.get(token.qr() + query).refused(400);
        nobody.get(token.qr().replace(token.secret(), "orgw_wrong") + query).refused(400);
    }

    @Test
    void whateverIsRefusedIsRefusedInTheSameWay() {
        Tenant tenant = tenant();
        Tenant other = tenant();
        long pool = pool(tenant, 1);
        Handout right = handout(tenant, pool, "");
        Handout second = handout(tenant, pool, "");
        Handout revoked = handout(tenant, pool, "");
        Handout expired = handout(tenant, pool, "");
        patch(admin, tenant, revoked.id(), "revoke", "").expect(200);
        expire(expired);
        Answer scim = made(admin, tenant, "{\"kind\": \"SCIM\", \"label\": \"x\"}");
        Tenant gone = tenant();
        Handout ofDeleted = handout(gone, pool(gone, 1), "");
        admin.delete(gone.path()).expect(200);
        String scimQr =
                tenant.path() + "/provisioning/" + scim.text("/data/id") + "/qr?token=" + scim.text("/data/token");
        List<String> wrong = new ArrayList<>(List.of(
                right.qr().replace(right.secret(), second.secret()),
                right.qr().replace(right.secret(), "orgw_wrong"),
                right.qr().replace(right.secret(), ""),
                right.qr().replace(tenant.path(), other.path()),
                right.qr().replace(tenant.path(), "/api/organizations/999999999999"),
                right.qr().replace(tenant.path(), "/api/organizations/" + UUID.randomUUID()),
                right.qr().replace(tenant.path(), "/api/organizations/nothing"),
                right.qr().replace("/" + right.id() + "/", "/999999999999/"),
                right.qr().replace("/" + right.id() + "/", "/x/"),
                revoked.qr(),
                expired.qr(),
                scimQr,
                ofDeleted.qr()));

        nobody.get(right.qr()).expect(200);
        List<Answer> answers =
                wrong.stream().map(path -> nobody.get(path).refused(404)).toList();

        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.header("etag")).isEmpty();
            assertThat(answer.header("cache-control")).contains("no-store");
        });
    }

    private HttpResponse<byte[]> fetch(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + nobody.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /** An SVG as a browser draws it. */
    private static BufferedImage drawn(byte[] svg, int size) throws IOException {
        Object png = Browser.fresh().runUntilDone("""
                const [data, size, done] = arguments;
                const picture = new Image();
                picture.onload = () => {
                  const canvas = document.createElement('canvas');
                  canvas.width = canvas.height = size;
                  canvas.getContext('2d').drawImage(picture, 0, 0);
                  done(canvas.toDataURL('image/png').split(',')[1]);
                };
                picture.onerror = () => done('');
                picture.src = 'data:image/svg+xml;base64,' + data;
                """, Base64.getEncoder().encodeToString(svg), size);
        return image(Base64.getDecoder().decode(String.valueOf(png)));
    }

    /** As a camera would come nearer to a small one. */
    private static BufferedImage enlarged(BufferedImage image) {
        int times = Math.max(1, 512 / image.getWidth());
        BufferedImage large =
                new BufferedImage(image.getWidth() * times, image.getHeight() * times, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < large.getHeight(); y++) {
            for (int x = 0; x < large.getWidth(); x++) {
                large.setRGB(x, y, image.getRGB(x / times, y / times));
            }
        }
        return large;
    }

    private static boofcv.alg.fiducial.qrcode.QrCode read(BufferedImage image) {
        GrayU8 gray = new GrayU8(image.getWidth(), image.getHeight());
        for (int y = 0; y < gray.height; y++) {
            for (int x = 0; x < gray.width; x++) {
                gray.set(x, y, image.getRGB(x, y) & 0xFF);
            }
        }
        QrCodeDetector<GrayU8> detector = FactoryFiducial.qrcode(null, GrayU8.class);
        detector.process(gray);
        assertThat(detector.getDetections()).hasSize(1);
        return detector.getDetections().get(0);
    }

    private static boolean dark(BufferedImage image, int x, int y) {
        return (image.getRGB(x, y) & 0xFF) < 128;
    }

    /** Whether a frame of so many pixels is light. */
    private static boolean light(BufferedImage image, int frame) {
        int last = image.getWidth() - 1;
        for (int i = 0; i <= last; i++) {
            for (int depth = 0; depth < frame; depth++) {
                if (dark(image, i, depth)
                        || dark(image, i, last - depth)
                        || dark(image, depth, i)
                        || dark(image, last - depth, i)) {
                    return false;
                }
            }
        }
        return true;
    }
}
