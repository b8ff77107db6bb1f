package dev.orgworks.domain.reports;

import java.awt.Color;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Draws charts, each into a box with its title. */
final class PdfCharts {

    static final List<Color> COLORS = List.of(
            new Color(0x1F77B4),
            new Color(0xF2A541),
            new Color(0x2A9D8F),
            new Color(0xC8553D),
            new Color(0x7A5195),
            new Color(0x8D99AE),
            new Color(0x386641),
            new Color(0xE56B6F));

    private static final int TICKS = 4;
    private static final int LABELS = 9;
    private static final float SMALL = 7;

    /** Where a chart is. */
    record Box(float x, float y, float width, float height) {}

    /** What is drawn in one color: a number for each label of the chart. */
    record Series(String name, List<Long> values) {}

    private final PdfPen pen;

    PdfCharts(PdfPen pen) {
        this.pen = pen;
    }

    /** Columns of what adds up. */
    void columns(Box box, String title, List<String> labels, List<Series> all) {
        Box plot = plot(box, title, all, 34);
        long most = 0;
        for (int at = 0; at < labels.size(); at++) {
            long sum = 0;
            for (Series series : all) {
                sum += series.values().get(at);
            }
            most = Math.max(most, sum);
        }
        long top = axes(plot, most, labels);
        float step = plot.width() / Math.max(1, labels.size());
        float gap = Math.min(3, step * 0.2f);
        for (int at = 0; at < labels.size(); at++) {
            float bottom = plot.y();
            for (int i = 0; i < all.size(); i++) {
                float height = plot.height() * all.get(i).values().get(at) / top;
                if (height > 0) {
                    pen.fill(color(i), plot.x() + at * step + gap / 2, bottom, step - gap, height);
                    bottom += height;
                }
            }
        }
    }

    /** Lines, each of its own. */
    void lines(Box box, String title, List<String> labels, List<Series> all) {
        Box plot = plot(box, title, all, 30);
        long most = all.stream()
                .flatMap(series -> series.values().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        long top = axes(plot, most, labels);
        float step = plot.width() / Math.max(1, labels.size());
        for (int i = 0; i < all.size(); i++) {
            List<Long> values = all.get(i).values();
            float[] points = new float[values.size() * 2];
            for (int at = 0; at < values.size(); at++) {
                points[2 * at] = plot.x() + (at + 0.5f) * step;
                points[2 * at + 1] = plot.y() + plot.height() * values.get(at) / top;
            }
            if (values.size() > 1) {
                pen.line(color(i), 1.3f, points);
            } else if (values.size() == 1) {
                pen.dot(color(i), points[0], points[1], 2);
            }
        }
    }

    /** A bar for each label, of parts side by side, and behind it a text. */
    void bars(Box box, String title, List<String> labels, List<Series> parts, List<String> texts) {
        Box plot = plot(box, title, parts.size() > 1 ? parts : List.of(), 4);
        if (labels.isEmpty()) {
            pen.center("none", false, 9, PdfPen.GREY, plot.x() + plot.width() / 2, plot.y() + plot.height() / 2);
            return;
        }
        float names = 0;
        float behind = 0;
        long most = 1;
        for (int at = 0; at < labels.size(); at++) {
            names = Math.max(names, pen.width(labels.get(at), false, 8));
            behind = Math.max(behind, pen.width(texts.get(at), false, 8));
            long sum = 0;
            for (Series part : parts) {
                sum += part.values().get(at);
            }
            most = Math.max(most, sum);
        }
        names = Math.min(names, plot.width() * 0.4f);
        float length = plot.width() - names - behind - 14;
        float step = Math.min(24, plot.height() / labels.size());
        for (int at = 0; at < labels.size(); at++) {
            float middle = plot.y() + plot.height() - (at + 0.5f) * step;
            pen.left(pen.fitting(labels.get(at), false, 8, names), false, 8, PdfPen.INK, plot.x(), middle - 3);
            float from = plot.x() + names + 6;
            for (int i = 0; i < parts.size(); i++) {
                float width = length * parts.get(i).values().get(at) / most;
                pen.fill(color(i), from, middle - step * 0.32f, width, step * 0.64f);
                from += width;
            }
            pen.left(texts.get(at), false, 8, PdfPen.GREY, from + 4, middle - 3);
        }
    }

    /** The box with its title and what the colors mean; answers where the drawing goes. */
    private Box plot(Box box, String title, List<Series> legend, float left) {
        pen.frame(Color.WHITE, box.x(), box.y(), box.width(), box.height());
        float top = box.y() + box.height() - 15;
        pen.left(title, true, 9.5f, PdfPen.INK, box.x() + 9, top);
        float below = top - 8;
        if (!legend.isEmpty()) {
            float x = box.x() + 9;
            float y = top - 13;
            for (int i = 0; i < legend.size(); i++) {
                pen.fill(color(i), x, y, 6, 6);
                pen.left(legend.get(i).name(), false, 7.5f, PdfPen.GREY, x + 9, y + 0.3f);
                x += 9 + pen.width(legend.get(i).name(), false, 7.5f) + 12;
            }
            below = y - 8;
        }
        float bottom = box.y() + (left > 4 ? 20 : 9);
        return new Box(box.x() + left + 5, bottom, box.width() - left - 15, below - bottom);
    }

    /** Lines with their numbers, and some labels below; answers what the height stands for. */
    private long axes(Box plot, long most, List<String> labels) {
        long tick = tick(most);
        for (int i = 0; i <= TICKS; i++) {
            float y = plot.y() + plot.height() * i / TICKS;
            pen.line(i == 0 ? PdfPen.GREY : PdfPen.LINE, 0.5f, plot.x(), y, plot.x() + plot.width(), y);
            pen.right(shortly(tick * i), false, SMALL, PdfPen.GREY, plot.x() - 4, y - 2.5f);
        }
        int most9 = Math.max(1, Math.min(LABELS, (int) (plot.width() / 48)));
        int every = Math.max(1, (labels.size() + most9 - 1) / most9);
        float step = plot.width() / Math.max(1, labels.size());
        for (int at = 0; at < labels.size(); at += every) {
            pen.center(labels.get(at), false, SMALL, PdfPen.GREY, plot.x() + (at + 0.5f) * step, plot.y() - 10);
        }
        return tick * TICKS;
    }

    /** A round number of which four are at least so many: 1, 2, 5, 10, 20, 50 … */
    static long tick(long most) {
        long power = 1;
        while (true) {
            for (long round : new long[] {1, 2, 5}) {
                if (round * power * TICKS >= most) {
                    return round * power;
                }
            }
            power *= 10;
        }
    }

    /** 950, 1.5k, 20k, 3M. */
    static String shortly(long number) {
        if (number >= 1_000_000) {
            return scaled(number, 1_000_000) + "M";
        }
        return number >= 1_000 ? scaled(number, 1_000) + "k" : Long.toString(number);
    }

    private static String scaled(long number, long unit) {
        return BigDecimal.valueOf(number)
                .divide(BigDecimal.valueOf(unit), 1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** 1,234,567. */
    static String number(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    private static Color color(int index) {
        return COLORS.get(index % COLORS.size());
    }
}
