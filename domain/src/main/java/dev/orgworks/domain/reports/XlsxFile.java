package dev.orgworks.domain.reports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Makes a workbook of the rows of a JSONL file, in constant memory: each row is written and forgotten, and texts stand in
 * their cells instead of in a table of all texts.
 *
 * <p>A sheet holds 1,048,576 rows, of which the first has the headings; what does not fit follows on "Learners 2",
 * "Learners 3" … Instants are shown as local date-times of the report's zone, to the millisecond; a spreadsheet knows no
 * offset, so the two hours of an autumn night look alike. What a spreadsheet cannot hold as such is a text: numbers of more
 * than 15 digits, days before 1900. The same rows give the same bytes.
 */
public final class XlsxFile implements MakesFile {

    /** Rows of a sheet, with its headings: the limit of Excel. */
    public static final int SHEET_ROWS = Worksheet.MAX_ROWS;

    /** What a workbook's directory can point at; whatever opens spreadsheets gave up long before. */
    private static final long LARGEST = Integer.MAX_VALUE;

    private static final int DIGITS = 15;
    private static final int CELLS_AT_A_TIME = 300_000;
    private static final int ROWS_IN_MEMORY = 200;
    private static final JsonFactory JSON = new JsonFactory();

    private final Path target;
    private final List<ReportColumn> columns;
    private final Map<String, Integer> places = new HashMap<>();
    private final ZoneId zone;
    private final String name;
    private final int sheetRows;
    private final JsonParser json;
    private final OutputStream out;
    private final Workbook workbook;
    private Worksheet sheet;
    private int sheets;
    private int nextRow;
    private long rows;
    private boolean complete;

    /**
     * Begins a workbook.
     *
     * @param source a JSON object of the columns' names in each line; instants with their offsets
     * @param zone in which instants are shown
     * @param name of the first sheet
     * @param target is replaced when it is there already
     */
    public XlsxFile(Path source, List<ReportColumn> columns, ZoneId zone, String name, Path target) throws IOException {
        this(source, columns, zone, name, target, SHEET_ROWS);
    }

    XlsxFile(Path source, List<ReportColumn> columns, ZoneId zone, String name, Path target, int sheetRows)
            throws IOException {
        this.target = target;
        this.columns = List.copyOf(columns);
        this.zone = zone;
        this.name = name;
        this.sheetRows = sheetRows;
        for (int place = 0; place < columns.size(); place++) {
            places.put(columns.get(place).name(), place);
        }
        InputStream in = new BufferedInputStream(Files.newInputStream(source), 1 << 16);
        try {
            out = Files.newOutputStream(target);
        } catch (IOException e) {
            in.close();
            throw e;
        }
        json = JSON.createParser(ObjectReadContext.empty(), in);
        workbook = new Workbook(out, "Orgworks", null);
        workbook.properties().setTitle(name).setDescription("Times are those of " + zone);
        sheet = nextSheet();
    }

    @Override
    public boolean more() throws IOException {
        if (complete) {
            return false;
        }
        for (int left = Math.max(1, CELLS_AT_A_TIME / Math.max(1, columns.size())); left > 0; left--) {
            if (json.nextToken() == null) {
                finish();
                return true;
            }
            if (nextRow == sheetRows) {
                sheet.close();
                sheet = nextSheet();
            }
            row();
            if (nextRow % ROWS_IN_MEMORY == 0) {
                sheet.flush();
            }
        }
        refuseTooLarge();
        return true;
    }

    @Override
    public long rows() {
        return rows;
    }

    /** Without having been completed, it leaves behind what nobody can open. */
    @Override
    public void close() throws IOException {
        try {
            json.close();
        } finally {
            out.close();
        }
    }

    private Worksheet nextSheet() {
        sheets++;
        Worksheet next = workbook.newWorksheet(sheetName());
        next.freezePane(0, 1);
        for (int place = 0; place < columns.size(); place++) {
            ReportColumn column = columns.get(place);
            next.width(place, width(column));
            next.inlineString(0, place, XlsxText.of(column.name()));
            next.style(0, place).bold().set();
        }
        nextRow = 1;
        return next;
    }

    private String sheetName() {
        String number = sheets == 1 ? "" : " " + sheets;
        return name.substring(0, Math.min(name.length(), 31 - number.length())) + number;
    }

    private static double width(ReportColumn column) {
        int values = switch (column.kind()) {
            case TEXT -> 24;
            case NUMBER, DATE -> 12;
            case INSTANT -> 20;
        };
        return Math.max(values, Math.min(60, column.name().length() + 3));
    }

    private void row() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new IOException("Line " + (rows + 1) + " is no JSON object");
        }
        for (String key = json.nextName(); key != null; key = json.nextName()) {
            JsonToken token = json.nextToken();
            Integer place = places.get(key);
            if (place == null || !token.isScalarValue()) {
                throw new IOException("Line " + (rows + 1) + " has something else than values of the columns: " + key);
            }
            if (token != JsonToken.VALUE_NULL) {
                cell(place, token);
            }
        }
        nextRow++;
        rows++;
    }

    private void cell(int place, JsonToken token) {
        switch (columns.get(place).kind()) {
            case TEXT -> text(place, json.getString());
            case NUMBER -> number(place, token);
            case INSTANT -> instant(place, json.getString());
            case DATE -> date(place, json.getString());
        }
    }

    private void text(int place, String text) {
        sheet.inlineString(nextRow, place, XlsxText.of(text));
    }

    private void number(int place, JsonToken token) {
        if (!token.isNumeric()) {
            text(place, json.getString());
            return;
        }
        BigDecimal number = json.getDecimalValue();
        if (number.precision() > DIGITS) {
            text(place, number.toPlainString());
        } else {
            sheet.value(nextRow, place, number);
        }
    }

    private void instant(int place, String text) {
        LocalDateTime time = OffsetDateTime.parse(text).atZoneSameInstant(zone).toLocalDateTime();
        if (isKnown(time.getYear())) {
            sheet.value(nextRow, place, time);
            sheet.style(nextRow, place).format("yyyy-mm-dd hh:mm:ss").set();
        } else {
            text(place, text);
        }
    }

    private void date(int place, String text) {
        LocalDate date = LocalDate.parse(text);
        if (isKnown(date.getYear())) {
            sheet.value(nextRow, place, date);
            sheet.style(nextRow, place).format("yyyy-mm-dd").set();
        } else {
            text(place, text);
        }
    }

    private static boolean isKnown(int year) {
        return year >= 1900 && year <= 9999;
    }

    private void finish() throws IOException {
        sheet.close();
        // what follows is so small that it may as well be legible: see ForgetMoment
        workbook.setCompressionLevel(0);
        workbook.finish();
        out.close();
        refuseTooLarge();
        ForgetMoment.in(target);
        complete = true;
    }

    private void refuseTooLarge() throws IOException {
        if (Files.size(target) > LARGEST) {
            throw new IOException(
                    "A workbook cannot be larger than 2 GB: choose CSV or JSONL, fewer columns, or a filter");
        }
    }

    /** For messages. */
    @Override
    public String toString() {
        return target + ", " + rows + " rows";
    }
}
