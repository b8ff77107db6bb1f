package dev.orgworks.domain.reports;

import com.lowagie.text.Document;
import com.lowagie.text.DocumentException;
import com.lowagie.text.Element;
import com.lowagie.text.Font;
import com.lowagie.text.PageSize;
import com.lowagie.text.Phrase;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfDate;
import com.lowagie.text.pdf.PdfEncryption;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfPageEventHelper;
import com.lowagie.text.pdf.PdfString;
import com.lowagie.text.pdf.PdfTemplate;
import com.lowagie.text.pdf.PdfWriter;
import dev.orgworks.domain.activity.ActivityKind;
import dev.orgworks.domain.database.Sha256;
import dev.orgworks.domain.reports.PdfCharts.Box;
import dev.orgworks.domain.reports.PdfCharts.Series;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Draws an organization's {@link Summary} as a document of A4 pages: its figures and charts on the first one, then all figures in
 * tables. Nothing in it depends on when or where it is drawn.
 */
final class SummaryPdf {

    private static final float MARGIN = 40;
    private static final float WIDTH = PageSize.A4.getWidth() - 2 * MARGIN;
    private static final float GAP = 10;
    private static final int PRODUCTS = 6;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm zzz", Locale.ENGLISH);

    private final Summary summary;
    private final String organization;
    private final PdfFonts fonts;

    private SummaryPdf(Summary summary, String organization, PdfFonts fonts) {
        this.summary = summary;
        this.organization = organization;
        this.fonts = fonts;
    }

    static void write(Summary summary, String organization, OutputStream out) throws IOException {
        new SummaryPdf(summary, organization, PdfFonts.load()).draw(out);
    }

    private void draw(OutputStream out) throws IOException {
        try (Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN + 12)) {
            PdfWriter writer = PdfWriter.getInstance(document, out);
            writer.setPageEvent(new Feet());
            document.addTitle(organization + ": summary");
            document.addCreator("Orgworks");
            document.open();
            forgetMoment(writer);
            firstPage(new PdfPen(writer.getDirectContent(), fonts));
            document.newPage();
            document.add(figures());
            document.newPage();
            document.add(periods());
        } catch (DocumentException e) {
            throw new IOException("The summary cannot be drawn", e);
        }
    }

    /** The moment of the figures in place of that of drawing them, and a number of the document that follows from them. */
    private void forgetMoment(PdfWriter writer) {
        Instant at = Objects.requireNonNullElse(summary.asOf(), Instant.EPOCH);
        PdfDate date = new PdfDate(GregorianCalendar.from(at.atZone(summary.timeZone())));
        byte[] id = Arrays.copyOf(Sha256.of(organization + summary), 16);
        writer.getInfo().put(PdfName.CREATIONDATE, date);
        writer.getInfo().put(PdfName.MODDATE, date);
        writer.getInfo().put(PdfName.FILEID, PdfEncryption.createInfoId(id, id));
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString("en"));
    }

    private void firstPage(PdfPen pen) {
        PdfCharts charts = new PdfCharts(pen);
        float y = PageSize.A4.getHeight() - MARGIN - 18;
        pen.left(pen.fitting(organization, true, 20, WIDTH), true, 20, PdfPen.INK, MARGIN, y);
        pen.left(
                "Summary of " + DAY.format(summary.from()) + " to " + DAY.format(summary.to()),
                false,
                11,
                PdfPen.INK,
                MARGIN,
                y - 20);
        pen.left(asOf(), false, 9, PdfPen.GREY, MARGIN, y - 34);
        y -= 104;
        tiles(pen, y);
        y -= 188 + GAP;
        List<String> labels =
                summary.series().stream().map(point -> label(point.startsOn())).toList();
        charts.columns(new Box(MARGIN, y, WIDTH, 188), "Activity by " + period(), labels, activity());
        float half = (WIDTH - GAP) / 2;
        float right = MARGIN + half + GAP;
        y -= 168 + GAP;
        learners(charts, new Box(MARGIN, y, half, 168));
        seats(charts, new Box(right, y, half, 168));
        y -= 158 + GAP;
        charts.lines(
                new Box(MARGIN, y, half, 158),
                "Invites and claims by " + period(),
                labels,
                List.of(
                        series("Invites sent", Summary.Point::invitesSent),
                        series("Invites accepted", Summary.Point::invitesAccepted),
                        series("Seats claimed", Summary.Point::claims)));
        imports(charts, new Box(right, y, half, 158));
    }

    private String asOf() {
        Instant asOf = summary.asOf();
        return asOf == null
                ? "Not counted yet: all but activity is 0"
                : "As of " + MOMENT.format(ZonedDateTime.ofInstant(asOf, summary.timeZone())) + " ("
                        + summary.timeZone() + "), whose days these are";
    }

    private void tiles(PdfPen pen, float y) {
        Summary.Learners learners = summary.learners();
        Summary.Seats seats = summary.seats();
        Summary.Activity activity = summary.activity();
        Summary.Invites invites = summary.invites();
        tile(
                pen,
                0,
                y,
                "Learners",
                PdfCharts.number(learners.total()),
                PdfCharts.number(learners.activeLast30Days()) + " active in 30 days");
        tile(
                pen,
                1,
                y,
                "Seats in use",
                PdfCharts.number(seats.used()),
                "of " + PdfCharts.number(seats.total()) + "; " + PdfCharts.number(seats.idle()) + " idle");
        tile(
                pen,
                2,
                y,
                "Activity",
                PdfCharts.number(activity.events()),
                activity.quizScore() == null ? "events" : "events; quizzes " + activity.quizScore() + " %");
        tile(
                pen,
                3,
                y,
                "Invites accepted",
                PdfCharts.number(invites.accepted()),
                "of " + PdfCharts.number(invites.sent()) + " sent; " + PdfCharts.number(invites.open()) + " open");
    }

    private static void tile(PdfPen pen, int place, float y, String name, String figure, String note) {
        float width = (WIDTH - 3 * GAP) / 4;
        float x = MARGIN + place * (width + GAP);
        pen.frame(new Color(0xF5F7FA), x, y, width, 58);
        pen.left(name, false, 8.5f, PdfPen.GREY, x + 9, y + 43);
        pen.left(pen.fitting(figure, true, 18, width - 18), true, 18, PdfPen.INK, x + 9, y + 22);
        pen.left(pen.fitting(note, false, 8, width - 18), false, 8, PdfPen.GREY, x + 9, y + 9);
    }

    private List<Series> activity() {
        List<Series> all = new ArrayList<>();
        for (ActivityKind kind : ActivityKind.values()) {
            all.add(series(words(kind), point -> point.activity().getOrDefault(kind, 0L)));
        }
        return all;
    }

    private Series series(String name, ToLongFunction<Summary.Point> figure) {
        return new Series(
                name, summary.series().stream().map(figure::applyAsLong).toList());
    }

    private void learners(PdfCharts charts, Box box) {
        List<String> names = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        summary.learners().byStatus().forEach((status, count) -> {
            names.add(words(status));
            values.add(count);
        });
        charts.bars(box, "Learners by status", names, List.of(new Series("", values)), texts(values));
    }

    /** The largest products, and the others together. */
    private void seats(PdfCharts charts, Box box) {
        List<Summary.Product> products = new ArrayList<>(summary.seats().byProduct());
        if (products.size() > PRODUCTS) {
            products.sort((a, b) -> Long.compare(b.total(), a.total()));
            List<Summary.Product> rest = products.subList(PRODUCTS - 1, products.size());
            Summary.Product others = new Summary.Product(
                    rest.size() + " others",
                    rest.stream().mapToLong(Summary.Product::total).sum(),
                    rest.stream().mapToLong(Summary.Product::used).sum(),
                    rest.stream().mapToLong(Summary.Product::idle).sum());
            rest.clear();
            products.add(others);
        }
        charts.bars(
                box,
                "Seats by product",
                products.stream().map(Summary.Product::product).toList(),
                List.of(
                        part("In use", products, product -> product.used() - product.idle()),
                        part("Idle", products, Summary.Product::idle),
                        part("Free", products, product -> product.total() - product.used())),
                products.stream()
                        .map(product -> PdfCharts.number(product.used()) + " of " + PdfCharts.number(product.total()))
                        .toList());
    }

    private static Series part(String name, List<Summary.Product> products, ToLongFunction<Summary.Product> figure) {
        return new Series(
                name,
                products.stream()
                        .map(product -> Math.max(0, figure.applyAsLong(product)))
                        .toList());
    }

    private void imports(PdfCharts charts, Box box) {
        List<String> names = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        summary.imports().byOutcome().forEach((outcome, count) -> {
            names.add(words(outcome));
            values.add(count);
        });
        charts.bars(box, "Imports by outcome", names, List.of(new Series("", values)), texts(values));
    }

    private static List<String> texts(List<Long> values) {
        return values.stream().map(PdfCharts::number).toList();
    }

    private PdfPTable figures() {
        PdfPTable table = table(new float[] {3, 5, 3}, "", "Figure", "Value");
        for (SummaryFigure figure : SummaryFigure.totals(summary)) {
            table.addCell(cell(figure.section(), false, Element.ALIGN_LEFT));
            table.addCell(cell(figure.words(), false, Element.ALIGN_LEFT));
            table.addCell(cell(figure.text(), true, Element.ALIGN_RIGHT));
        }
        return table;
    }

    private PdfPTable periods() {
        PdfPTable table = table(
                new float[] {4, 2, 2, 2, 2, 2, 2},
                "Days",
                "Events",
                "Joined",
                "Invites sent",
                "accepted",
                "Imports",
                "Claims");
        for (Summary.Point point : summary.series()) {
            table.addCell(cell(days(point), false, Element.ALIGN_LEFT));
            long events = point.activity().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            for (long figure : new long[] {
                events, point.joined(), point.invitesSent(), point.invitesAccepted(), point.imports(), point.claims()
            }) {
                table.addCell(cell(PdfCharts.number(figure), false, Element.ALIGN_RIGHT));
            }
        }
        return table;
    }

    private static String days(Summary.Point point) {
        return point.startsOn().equals(point.endsOn())
                ? point.startsOn().toString()
                : point.startsOn() + " to " + point.endsOn();
    }

    /** A table whose headings stand on each page. */
    private PdfPTable table(float[] widths, String... headings) {
        PdfPTable table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        table.setHeaderRows(1);
        for (int i = 0; i < headings.length; i++) {
            int alignment = i == 0 || headings[i].equals("Figure") ? Element.ALIGN_LEFT : Element.ALIGN_RIGHT;
            PdfPCell cell = cell(headings[i], true, alignment);
            cell.setBackgroundColor(new Color(0xF5F7FA));
            table.addCell(cell);
        }
        return table;
    }

    private PdfPCell cell(String text, boolean bold, int alignment) {
        PdfPCell cell = new PdfPCell(
                new Phrase(text, new Font(bold ? fonts.bold() : fonts.plain(), 9, Font.NORMAL, PdfPen.INK)));
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderColor(PdfPen.LINE);
        cell.setBorderWidth(0.5f);
        cell.setPadding(4);
        cell.setHorizontalAlignment(alignment);
        return cell;
    }

    private String period() {
        return summary.period().name().toLowerCase(Locale.ROOT);
    }

    private String label(LocalDate day) {
        return switch (summary.period()) {
            case DAY, WEEK -> SHORT_DAY.format(day);
            case MONTH, QUARTER -> MONTH.format(day);
            case YEAR -> String.valueOf(day.getYear());
        };
    }

    /** {@code Lesson completed}. */
    private static String words(Enum<?> name) {
        String words = name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** What stands at the foot of each page; how many there are is known at the end only. */
    private final class Feet extends PdfPageEventHelper {

        private @Nullable PdfTemplate count;

        @Override
        public void onOpenDocument(PdfWriter writer, Document document) {
            count = writer.getDirectContent().createTemplate(30, 12);
        }

        @Override
        public void onEndPage(PdfWriter writer, Document document) {
            PdfPen pen = new PdfPen(writer.getDirectContent(), fonts);
            String page = "Page " + writer.getPageNumber() + " of ";
            float x = MARGIN + WIDTH - 14;
            pen.left(
                    pen.fitting(organization, false, 8, WIDTH * 0.6f) + "  ·  " + summary.from() + " to "
                            + summary.to(),
                    false,
                    8,
                    PdfPen.GREY,
                    MARGIN,
                    26);
            pen.right(page, false, 8, PdfPen.GREY, x, 26);
            writer.getDirectContent().addTemplate(Objects.requireNonNull(count), x, 26);
        }

        @Override
        public void onCloseDocument(PdfWriter writer, Document document) {
            new PdfPen(Objects.requireNonNull(count), fonts)
                    .left(String.valueOf(writer.getPageNumber() - 1), false, 8, PdfPen.GREY, 0, 0);
        }
    }
}
