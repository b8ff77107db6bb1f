package dev.orgworks.domain.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Workbooks as another library, Apache POI, reads them. */
class XlsxFileTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final List<ReportColumn> COLUMNS = List.of(
            ReportColumn.text("name", "name"),
            ReportColumn.number("seats", "seats"),
            ReportColumn.instant("joinedAt", "joined_at"),
            ReportColumn.date("dueOn", "due_on"));

    private final Path folder;

    XlsxFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void valuesAreOfTheTypesThatTheColumnsSay() throws Exception {
        try (XSSFWorkbook workbook = opened(made("""
                {"name":"Zoë","seats":12.50,"joinedAt":"2026-03-01T08:00:00.123456-05:00","dueOn":"2026-03-31"}
                {"name":null,"seats":null,"joinedAt":null,"dueOn":null}
                {"name":"Ann","seats":0}
                """))) {
            XSSFSheet sheet = workbook.getSheet("Learners");
            Row row = sheet.getRow(1);
            assertThat(row.getCell(0).getStringCellValue()).isEqualTo("Zoë");
            assertThat(row.getCell(1).getCellType()).isEqualTo(CellType.NUMERIC);
            assertThat(row.getCell(1).getNumericCellValue()).isEqualTo(12.5);
            assertThat(DateUtil.isCellDateFormatted(row.getCell(1))).isFalse();
            assertThat(DateUtil.isCellDateFormatted(row.getCell(2))).isTrue();
            assertThat(row.getCell(2).getLocalDateTimeCellValue())
                    .isEqualTo(LocalDateTime.parse("2026-03-01T08:00:00.123"));
            assertThat(row.getCell(2).getCellStyle().getDataFormatString()).isEqualTo("yyyy-mm-dd hh:mm:ss");
            assertThat(row.getCell(3).getLocalDateTimeCellValue()).isEqualTo(LocalDateTime.parse("2026-03-31T00:00"));
            assertThat(row.getCell(3).getCellStyle().getDataFormatString()).isEqualTo("yyyy-mm-dd");
            assertThat((Object) sheet.getRow(2)).as("a row of nothing").isNull();
            assertThat(sheet.getRow(3).getCell(0).getStringCellValue()).isEqualTo("Ann");
        }
    }

    @Test
    void headingsAreBoldAndStay() throws Exception {
        try (XSSFWorkbook workbook = opened(made(""))) {
            XSSFSheet sheet = workbook.getSheet("Learners");
            assertThat(headings(sheet)).containsExactly("name", "seats", "joinedAt", "dueOn");
            assertThat(sheet.getRow(0).getCell(0).getCellStyle().getFont().getBold())
                    .isTrue();
            assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
            assertThat(sheet.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 1);
            assertThat(sheet.getLastRowNum()).isZero();
        }
    }

    @Test
    void instantsOfAnyOffsetAreShownInTheReportsZone() throws Exception {
        try (XSSFWorkbook workbook = opened(made("""
                {"joinedAt":"2026-07-01T00:30:00Z"}
                {"joinedAt":"2026-01-01T00:30:00+01:00"}
                """))) {
            XSSFSheet sheet = workbook.getSheet("Learners");
            assertThat(sheet.getRow(1).getCell(2).getLocalDateTimeCellValue())
                    .isEqualTo(LocalDateTime.parse("2026-06-30T20:30"));
            assertThat(sheet.getRow(2).getCell(2).getLocalDateTimeCellValue())
                    .isEqualTo(LocalDateTime.parse("2025-12-31T18:30"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "=HYPERLINK(\"http://example.org\",\"x\")",
                "+49 30 1234",
                "-3",
                "@SUM(A1)",
                "007",
                "1e5",
                "2026-03-01",
                " between blanks ",
                "\tbetween tabs\t",
                "two\nlines",
                "two\r\nlines",
                "\nfirst and last\n",
                "a\u0000b\u0001c\u001Fd\u007Fe",
                "_x0041_",
                "__x0041__x0041_",
                "_x005F_x0041_",
                "_x00",
                "<b>&amp;\"'",
                "]]>",
                "Ärger, Ωμέγα, Жанна, 日本, 👩‍🏫, \uFFFD\uFFFE\uFFFF",
                "",
                " "
            })
    void textsStayWhatTheyWere(String text) throws Exception {
        String line = JsonMapper.shared().writeValueAsString(Map.of("name", text));

        try (XSSFWorkbook workbook = opened(made(line + "\n"))) {
            Cell cell = workbook.getSheet("Learners").getRow(1).getCell(0);
            assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
            assertThat(cell.getStringCellValue()).isEqualTo(text);
        }
    }

    @Test
    void halfACharacterIsShownAsOneThatIsMissing() {
        assertThat(XlsxText.of("a\uD83Db")).isEqualTo("a\uFFFDb");
    }

    @Test
    void aTextLongerThanACellIsCutAndSaysSo() {
        String longest = "x".repeat(XlsxText.LONGEST);

        assertThat(XlsxText.of(longest)).isEqualTo(longest);
        assertThat(XlsxText.of(longest + "x")).hasSize(XlsxText.LONGEST).endsWith("xx…");
        assertThat(XlsxText.of("x".repeat(XlsxText.LONGEST - 2) + "👩x"))
                .hasSize(XlsxText.LONGEST - 1)
                .endsWith("xx…");
    }

    @Test
    void numbersWithMoreDigitsThanASpreadsheetHoldsAreTexts() throws Exception {
        try (XSSFWorkbook workbook = opened(made("""
                {"seats":999999999999999}
                {"seats":9007199254740993}
                {"seats":-0.1234567890123456}
                """))) {
            XSSFSheet sheet = workbook.getSheet("Learners");
            assertThat(sheet.getRow(1).getCell(1).getNumericCellValue()).isEqualTo(999999999999999d);
            assertThat(sheet.getRow(2).getCell(1).getStringCellValue()).isEqualTo("9007199254740993");
            assertThat(sheet.getRow(3).getCell(1).getStringCellValue()).isEqualTo("-0.1234567890123456");
        }
    }

    @Test
    void daysThatASpreadsheetDoesNotKnowAreTexts() throws Exception {
        try (XSSFWorkbook workbook = opened(made("""
                {"dueOn":"1899-12-31","joinedAt":"1899-12-31T12:00:00-05:00"}
                {"dueOn":"1900-03-01"}
                """))) {
            XSSFSheet sheet = workbook.getSheet("Learners");
            assertThat(sheet.getRow(1).getCell(3).getStringCellValue()).isEqualTo("1899-12-31");
            assertThat(sheet.getRow(1).getCell(2).getStringCellValue()).isEqualTo("1899-12-31T12:00:00-05:00");
            assertThat(sheet.getRow(2).getCell(3).getLocalDateTimeCellValue())
                    .isEqualTo(LocalDateTime.parse("1900-03-01T00:00"));
        }
    }

    @Test
    void whatDoesNotFitFollowsOnFurtherSheets() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int row = 1; row <= 20; row++) {
            lines.append("{\"seats\":").append(row).append("}\n");
        }
        Path target = folder.resolve("split.xlsx");
        try (XlsxFile file = new XlsxFile(source(lines.toString()), COLUMNS, NEW_YORK, "Learners", target, 11)) {
            all(file);
            assertThat(file.rows()).isEqualTo(20);
        }

        try (XSSFWorkbook workbook = opened(target)) {
            assertThat(workbook.getNumberOfSheets())
                    .as("no third one without rows")
                    .isEqualTo(2);
            List<Double> seats = new ArrayList<>();
            for (String name : List.of("Learners", "Learners 2")) {
                XSSFSheet sheet = workbook.getSheet(name);
                assertThat(headings(sheet)).containsExactly("name", "seats", "joinedAt", "dueOn");
                assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
                assertThat(sheet.getLastRowNum()).isEqualTo(10);
                for (int row = 1; row <= 10; row++) {
                    seats.add(sheet.getRow(row).getCell(1).getNumericCellValue());
                }
            }
            assertThat(seats).hasSize(20).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void aSheetIsAsLongAsExcelAllows() throws Exception {
        int rows = XlsxFile.SHEET_ROWS + 4;
        Path lines = folder.resolve("long.jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(lines)) {
            for (int row = 1; row <= rows; row++) {
                out.write("{\"seats\":" + row + "}\n");
            }
        }
        Path target = folder.resolve("long.xlsx");
        try (XlsxFile file =
                new XlsxFile(lines, List.of(ReportColumn.number("seats", "seats")), NEW_YORK, "Learners", target)) {
            assertThat(all(file)).as("steps").isGreaterThan(2);
            assertThat(file.rows()).isEqualTo(rows);
        }

        try (OPCPackage parts = OPCPackage.open(target.toFile(), PackageAccess.READ)) {
            Iterator<InputStream> sheets = new XSSFReader(parts).getSheetsData();
            assertThat(rowsIn(sheets.next())).isEqualTo(1_048_576);
            assertThat(rowsIn(sheets.next())).isEqualTo(1 + rows - 1_048_575);
            assertThat(sheets.hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "America/Argentina/ComodRivadavia"})
    void theSameRowsGiveTheSameBytesAtAnotherTime(ZoneId zone) throws Exception {
        String lines = "{\"name\":\"Zoë\",\"seats\":1}\n".repeat(1000);
        byte[] first = Files.readAllBytes(made(lines, zone));
        Instant then = Instant.now();
        await().until(() -> Instant.now().isAfter(then.plusMillis(2)));

        assertThat(Files.readAllBytes(made(lines, zone))).isEqualTo(first);
    }

    @Test
    void longNamesOfSheetsAreCutSoThatTheirNumbersFit() throws Exception {
        Path target = folder.resolve("names.xlsx");
        try (XlsxFile file = new XlsxFile(
                source("{\"seats\":1}\n{\"seats\":2}\n"),
                COLUMNS,
                NEW_YORK,
                "A name of more than thirty-one",
                target,
                2)) {
            all(file);
        }

        try (XSSFWorkbook workbook = opened(target)) {
            assertThat(workbook.getSheetName(0)).isEqualTo("A name of more than thirty-one");
            assertThat(workbook.getSheetName(1)).isEqualTo("A name of more than thirty-on 2");
        }
    }

    @Test
    void aFileThatIsNotOfTheColumnsIsRefused() throws Exception {
        assertThatThrownBy(() -> made("{\"other\":1}\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("Line 1 has something else than values of the columns: other");
        assertThatThrownBy(() -> made("{\"seats\":1}\n[1]\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("Line 2 is no JSON object");
    }

    private Path made(String lines) throws IOException {
        return made(lines, NEW_YORK);
    }

    private Path made(String lines, ZoneId zone) throws IOException {
        Path target = folder.resolve("made.xlsx");
        try (XlsxFile file = new XlsxFile(source(lines), COLUMNS, zone, "Learners", target)) {
            all(file);
            assertThat(file.more()).as("more of what is complete").isFalse();
        }
        return target;
    }

    private Path source(String lines) throws IOException {
        return Files.writeString(folder.resolve("rows.jsonl"), lines, StandardCharsets.UTF_8);
    }

    private static int all(XlsxFile file) throws IOException {
        int steps = 0;
        while (file.more()) {
            steps++;
        }
        return steps;
    }

    private static XSSFWorkbook opened(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new XSSFWorkbook(in);
        }
    }

    private static List<String> headings(XSSFSheet sheet) {
        List<String> headings = new ArrayList<>();
        sheet.getRow(0).forEach(cell -> headings.add(cell.getStringCellValue()));
        return headings;
    }

    private static int rowsIn(InputStream sheet) throws Exception {
        int rows = 0;
        XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(sheet);
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("row")) {
                rows++;
            }
        }
        return rows;
    }
}
