package dev.orgworks.domain.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.activity.ActivityKind;
import dev.orgworks.domain.learners.LearnerStatus;
import dev.orgworks.domain.sis.ImportState;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Summaries as another library, Apache PDFBox, reads and draws them. */
class SummaryPdfTest {

    private static final String NAME = "Schule am See – Σχολείο – Школа";
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);

    @Test
    void theTextHasTheFigures() throws Exception {
        try (PDDocument document = drawn(summary(30, SummaryPeriod.DAY, 3), NAME)) {
            String text = new PDFTextStripper().getText(document);

            assertThat(text)
                    .contains(
                            NAME,
                            "Summary of 1 January 2026 to 30 January 2026",
                            "As of 31 January 2026, 03:00 EST (America/New_York)",
                            "1,234,567",
                            "87,654 active in 30 days",
                            "of 2,000; 40 idle",
                            "quizzes 81.25 %",
                            "Activity by day",
                            "Lesson completed",
                            "Learners by status",
                            "Seats by product",
                            "Product 1",
                            "Imports by outcome",
                            "Active last 30 days",
                            "Lesson minutes",
                            "4,321.50",
                            "2026-01-07",
                            "Page 1 of 3",
                            "Page 3 of 3");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo(NAME + ": summary");
            assertThat(document.getPage(0).getMediaBox().getHeight()).isBetween(841f, 843f);
        }
    }

    @Test
    void theFirstPageIsDrawnInColorsWithoutImages() throws Exception {
        try (PDDocument document = drawn(summary(30, SummaryPeriod.DAY, 3), NAME)) {
            assertThat(document.getPage(0).getResources().getXObjectNames())
                    .allSatisfy(name -> assertThat(
                                    document.getPage(0).getResources().isImageXObject(name))
                            .isFalse());
            for (int page = 0; page < document.getNumberOfPages(); page++) {
                BufferedImage image = new PDFRenderer(document).renderImageWithDPI(page, 96);
                ImageIO.write(image, "png", new File("target/summary-" + (page + 1) + ".png"));
                if (page == 0) {
                    Set<Integer> colors = new HashSet<>();
                    for (int x = 0; x < image.getWidth(); x++) {
                        for (int y = 0; y < image.getHeight(); y++) {
                            colors.add(image.getRGB(x, y) & 0xFFFFFF);
                        }
                    }
                    assertThat(colors)
                            .contains(
                                    PdfCharts.COLORS.get(0).getRGB() & 0xFFFFFF,
                                    PdfCharts.COLORS.get(1).getRGB() & 0xFFFFFF,
                                    PdfCharts.COLORS.get(2).getRGB() & 0xFFFFFF);
                }
            }
        }
    }

    @Test
    void fontsAreEmbeddedSoThatNamesShowEverywhere() throws Exception {
        try (PDDocument document = drawn(summary(30, SummaryPeriod.DAY, 3), NAME)) {
            List<PDFont> fonts = new ArrayList<>();
            document.getPage(0).getResources().getFontNames().forEach(name -> {
                try {
                    fonts.add(document.getPage(0).getResources().getFont(name));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(fonts).hasSize(2).allSatisfy(font -> {
                assertThat(font.isEmbedded()).isTrue();
                assertThat(font.getName()).contains("Liberation");
            });
        }
    }

    @Test
    void theSameSummaryGivesTheSameBytes() throws Exception {
        assertThat(bytes(summary(30, SummaryPeriod.DAY, 3), NAME))
                .isEqualTo(bytes(summary(30, SummaryPeriod.DAY, 3), NAME));
    }

    @Test
    void anOrganizationWithoutAnythingHasASummaryToo() throws Exception {
        Summary nothing = new Summary(
                1,
                null,
                ZoneId.of("UTC"),
                FROM,
                FROM,
                SummaryPeriod.DAY,
                new Summary.Learners(0, Map.of(), 0, 0),
                new Summary.Seats(0, 0, 0, List.of()),
                new Summary.Invites(0, 0, 0, 0, 0, 0),
                new Summary.Imports(0, Map.of(), 0, 0, 0, 0),
                new Summary.Claims(0, 0),
                new Summary.Activity(0, Map.of(), new BigDecimal("0.00"), null),
                List.of(new Summary.Point(FROM, FROM, Map.of(), 0, 0, 0, 0, 0)));
        try (PDDocument document = drawn(nothing, "New")) {
            assertThat(new PDFTextStripper().getText(document)).contains("Not counted yet", "none");
        }
    }

    @Test
    void whatIsLongIsCutOrGoesOnOnFurtherPages() throws Exception {
        try (PDDocument document = drawn(summary(400, SummaryPeriod.DAY, 60), "A very long name ".repeat(15))) {
            String text = new PDFTextStripper().getText(document);

            assertThat(text).contains("55 others", "Product 60: idle", "…");
            assertThat(text.split("Days Events Joined", -1)).as("headings").hasSizeGreaterThan(5);
            assertThat(text).contains("Page 1 of " + document.getNumberOfPages());
            ImageIO.write(
                    new PDFRenderer(document).renderImageWithDPI(0, 96), "png", new File("target/summary-long.png"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPeriodCanBeDrawn(SummaryPeriod period) throws Exception {
        try (PDDocument document = drawn(summary(12, period, 1), NAME)) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Activity by " + period.name().toLowerCase(Locale.ROOT));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "4, 1",
        "5, 2",
        "8, 2",
        "9, 5",
        "20, 5",
        "21, 10",
        "4000, 1000",
        "4001, 2000",
        "8000001, 5000000"
    })
    void ticksAreRound(long most, long tick) {
        assertThat(PdfCharts.tick(most)).isEqualTo(tick);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "999, 999", "1000, 1k", "1500, 1.5k", "20000, 20k", "3000000, 3M"})
    void largeNumbersAreShort(long number, String text) {
        assertThat(PdfCharts.shortly(number)).isEqualTo(text);
    }

    private static PDDocument drawn(Summary summary, String name) throws IOException {
        return Loader.loadPDF(bytes(summary, name));
    }

    private static byte[] bytes(Summary summary, String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SummaryPdf.write(summary, name, out);
        return out.toByteArray();
    }

    private static Summary summary(int points, SummaryPeriod period, int products) {
        List<Summary.Point> series = new ArrayList<>();
        LocalDate start = FROM;
        LocalDate to = FROM;
        for (int i = 0; i < points; i++) {
            LocalDate next = period.next(period.start(start));
            to = next.minusDays(1);
            series.add(new Summary.Point(
                    start, to, kinds(400 + 170 * (i % 7), 31 + i), 3 + i % 5, 10 + i % 9, 4 + i % 6, i % 2, i % 4));
            start = next;
        }
        List<Summary.Product> seats = new ArrayList<>();
        for (int i = 1; i <= products; i++) {
            seats.add(new Summary.Product("Product " + i, 500L + i * 20L, 300L + i, 40L - i % 7));
        }
        return new Summary(
                1,
                Instant.parse("2026-01-31T08:00:00Z"),
                ZoneId.of("America/New_York"),
                FROM,
                to,
                period,
                new Summary.Learners(
                        1_234_567,
                        Map.of(
                                LearnerStatus.ACTIVE, 1_200_000L,
                                LearnerStatus.SUSPENDED, 34_567L,
                                LearnerStatus.REMOVED, 5_000L),
                        87_654,
                        210),
                new Summary.Seats(2_000, 1_400, 40, seats),
                new Summary.Invites(420, 180, 12, 3, 7, 41),
                new Summary.Imports(
                        31,
                        Map.of(ImportState.COMPLETED, 28L, ImportState.FAILED, 2L, ImportState.HELD, 1L),
                        210,
                        1_900,
                        4,
                        2),
                new Summary.Claims(77, 5),
                new Summary.Activity(54_321, kinds(20_000, 900), new BigDecimal("4321.50"), new BigDecimal("81.25")),
                series);
    }

    private static Map<ActivityKind, Long> kinds(long most, long step) {
        Map<ActivityKind, Long> kinds = new EnumMap<>(ActivityKind.class);
        long count = most;
        for (ActivityKind kind : ActivityKind.values()) {
            kinds.put(kind, Math.max(0, count));
            count = count / 2 - step;
        }
        return kinds;
    }
}
