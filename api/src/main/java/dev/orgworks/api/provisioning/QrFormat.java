package dev.orgworks.api.provisioning;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.springframework.http.MediaType;

/** How a code is drawn. */
enum QrFormat {
    /** One path, a unit of which is a module, so that it stays sharp at any size. */
    SVG("image/svg+xml") {
        @Override
        byte[] draw(QrCode code, int size) {
            int side = code.side();
            StringBuilder svg = new StringBuilder(8_192)
                    .append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size + "\" height=\"" + size
                            + "\" viewBox=\"0 0 " + side + " " + side + "\" shape-rendering=\"crispEdges\">")
                    .append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path fill=\"#000\" d=\"");
            for (int y = 0; y < side; y++) {
                int x = 0;
                while (x < side) {
                    int end = x;
                    while (code.isDark(end, y)) {
                        end++;
                    }
                    if (end > x) {
                        svg.append('M').append(x).append(' ').append(y);
                        svg.append('h')
                                .append(end - x)
                                .append("v1h-")
                                .append(end - x)
                                .append('z');
                    }
                    x = end + 1;
                }
            }
            return svg.append("\"/></svg>\n").toString().getBytes(StandardCharsets.UTF_8);
        }
    },

    /** Every module is a whole number of pixels wide; what is left over goes to the quiet zone. */
    PNG(MediaType.IMAGE_PNG_VALUE) {
        @Override
        byte[] draw(QrCode code, int size) {
            int scale = size / code.side();
            int margin = (size - scale * code.side()) / 2;
            BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
            int[] row = new int[size];
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    row[x] = code.isDark(module(x, margin, scale), module(y, margin, scale)) ? 0x000000 : 0xFFFFFF;
                }
                image.setRGB(0, y, size, 1, row, 0, size);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
                ImageIO.write(image, "png", out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }

        private static int module(int pixel, int margin, int scale) {
            return Math.floorDiv(pixel - margin, scale);
        }
    };

    private final String mediaType;

    QrFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    MediaType mediaType() {
        return MediaType.valueOf(mediaType);
    }

    /**
     * Draws a code.
     *
     * @param size pixels on a side; not fewer than the code has modules
     */
    abstract byte[] draw(QrCode code, int size);
}
