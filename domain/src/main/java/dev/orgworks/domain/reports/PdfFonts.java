package dev.orgworks.domain.reports;

import com.lowagie.text.pdf.BaseFont;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;

/**
 * The fonts of a document: Liberation Sans, which has the Latin, Greek and Cyrillic letters. What is used of them is embedded, so
 * that the document looks alike everywhere, and none need be installed.
 */
record PdfFonts(BaseFont plain, BaseFont bold) {

    static PdfFonts load() throws IOException {
        return new PdfFonts(font("LiberationSans-Regular.ttf"), font("LiberationSans-Bold.ttf"));
    }

    private static BaseFont font(String name) throws IOException {
        try (InputStream in = PdfFonts.class.getResourceAsStream("/liberation/" + name)) {
            if (in == null) {
                throw new IOException("The font " + name + " is not in the class path");
            }
            BaseFont font =
                    BaseFont.createFont(name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, in.readAllBytes(), null);
            font.setSecureRandom(new Always());
            return font;
        }
    }

    /** For the name of what is embedded, which needs to be unique in its document only. */
    private static final class Always extends SecureRandom {

        private static final long serialVersionUID = 1;

        @Override
        public double nextDouble() {
            return 0.5;
        }
    }
}
