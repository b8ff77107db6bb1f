package dev.orgworks.api.provisioning;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/**
 * A QR code (ISO/IEC 18004) of level M, which is read with 15 % of it spoilt, and the quiet zone of four modules around it that
 * readers need.
 *
 * @param modules 1: dark
 */
record QrCode(ByteMatrix modules) {

    /** How many modules around the code stay light. */
    static final int QUIET = 4;

    /** @throws IllegalArgumentException when the text is too long for any code */
    static QrCode of(String text) {
        try {
            return new QrCode(Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix());
        } catch (WriterException e) {
            throw new IllegalArgumentException("The text is too long for a QR code", e);
        }
    }

    /** How many modules it has on a side, the quiet zone among them. */
    int side() {
        return modules.getWidth() + 2 * QUIET;
    }

    /** Whether a module is dark, counted from the corner of the quiet zone. */
    boolean isDark(int x, int y) {
        int column = x - QUIET;
        int row = y - QUIET;
        return column >= 0
                && row >= 0
                && column < modules.getWidth()
                && row < modules.getHeight()
                && modules.get(column, row) == 1;
    }
}
