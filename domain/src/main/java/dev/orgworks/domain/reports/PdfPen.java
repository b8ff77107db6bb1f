package dev.orgworks.domain.reports;

import com.lowagie.text.pdf.BaseFont;
import com.lowagie.text.pdf.PdfContentByte;
import java.awt.Color;

/** Draws on a page; lengths are points, the origin is its lower left corner. */
final class PdfPen {

    static final Color INK = new Color(0x1F2933);
    static final Color GREY = new Color(0x6B7785);
    static final Color LINE = new Color(0xD5DBE1);

    private final PdfContentByte page;
    private final PdfFonts fonts;

    PdfPen(PdfContentByte page, PdfFonts fonts) {
        this.page = page;
        this.fonts = fonts;
    }

    /** A text that begins at {@code x}. */
    void left(String text, boolean bold, float size, Color color, float x, float y) {
        show(PdfContentByte.ALIGN_LEFT, text, bold, size, color, x, y);
    }

    /** A text that ends at {@code x}. */
    void right(String text, boolean bold, float size, Color color, float x, float y) {
        show(PdfContentByte.ALIGN_RIGHT, text, bold, size, color, x, y);
    }

    /** A text around {@code x}. */
    void center(String text, boolean bold, float size, Color color, float x, float y) {
        show(PdfContentByte.ALIGN_CENTER, text, bold, size, color, x, y);
    }

    private void show(int alignment, String text, boolean bold, float size, Color color, float x, float y) {
        page.beginText();
        page.setFontAndSize(font(bold), size);
        page.setColorFill(color);
        page.showTextAligned(alignment, text, x, y, 0);
        page.endText();
    }

    /** How wide a text is. */
    float width(String text, boolean bold, float size) {
        return font(bold).getWidthPoint(text, size);
    }

    /** As much of a text as fits. */
    String fitting(String text, boolean bold, float size, float width) {
        if (width(text, bold, size) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && width(text.substring(0, end) + "…", bold, size) > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end).strip() + "…";
    }

    void fill(Color color, float x, float y, float width, float height) {
        page.setColorFill(color);
        page.rectangle(x, y, width, height);
        page.fill();
    }

    void frame(Color fill, float x, float y, float width, float height) {
        page.setColorFill(fill);
        page.setColorStroke(LINE);
        page.setLineWidth(0.6f);
        page.roundRectangle(x, y, width, height, 4);
        page.fillStroke();
    }

    void line(Color color, float thickness, float... points) {
        page.setColorStroke(color);
        page.setLineWidth(thickness);
        page.setLineJoin(PdfContentByte.LINE_JOIN_ROUND);
        page.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            page.lineTo(points[i], points[i + 1]);
        }
        page.stroke();
    }

    void dot(Color color, float x, float y, float radius) {
        page.setColorFill(color);
        page.circle(x, y, radius);
        page.fill();
    }

    private BaseFont font(boolean bold) {
        return bold ? fonts.bold() : fonts.plain();
    }
}
