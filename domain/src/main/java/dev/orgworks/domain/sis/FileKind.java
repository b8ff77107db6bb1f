package dev.orgworks.domain.sis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a file is by its first bytes; its name and what the caller says of it do not count. */
enum FileKind {
    /** Anything that may be a CSV. */
    TEXT("text"),
    ZIP("an Excel workbook (.xlsx) or another archive (.ods, .numbers, .zip)"),
    OLD_WORKBOOK("an old Excel workbook (.xls) or another old Office document"),
    PDF("a PDF"),
    IMAGE("an image"),
    COMPRESSED("compressed in a way other than zip (gzip, 7z, rar, bzip2, xz, zstd or tar)"),
    HTML("a web page (HTML), perhaps the sign-in page of the system that should have exported a roster"),
    XML("XML"),
    JSON("JSON"),
    RICH_TEXT("a text document (RTF)"),
    DATABASE("a database or a column store (SQLite, Access, Parquet)"),
    PROGRAM("a program"),
    BINARY("binary data");

    private static final int LOOKED_AT = 4096;
    private static final int TAR_MARK = 257;

    /** More than a damaged text has, far less than in anything binary: control characters, one in twenty. */
    private static final int CONTROLS_AT_LEAST = 8;

    private static final int CONTROLS_IN = 20;

    private static final Pattern JSON_BEGIN = Pattern.compile("\\s*(\\{\\s*[\"}]|\\[\\s*[\\[{]).*", Pattern.DOTALL);
    private static final Pattern HTML_BEGIN = Pattern.compile(
            "\\s*<(!doctype\\s+html|html|head|body|table)\\b.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private final String described;

    FileKind(String described) {
        this.described = described;
    }

    /** The kind in words that follow "The file is". */
    String described() {
        return described;
    }

    static FileKind of(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return of(in.readNBytes(LOOKED_AT));
        }
    }

    /** The kind of a file that begins so. */
    static FileKind of(byte[] begin) {
        String text = new String(begin, StandardCharsets.ISO_8859_1);
        if (begins(text, "PK\u0003\u0004", "PK\u0005\u0006", "PK\u0007\b", "PK00PK\u0003\u0004")) {
            return ZIP;
        }
        if (begins(text, "\u00D0\u00CF\u0011\u00E0", "\t\b\u0010\0", "\t\u0004\u0006\0", "\t\u0002\u0006\0")) {
            return OLD_WORKBOOK;
        }
        if (begins(text, "%PDF-")) {
            return PDF;
        }
        if (begins(text, "\u0089PNG\r\n", "\u00FF\u00D8\u00FF", "GIF87a", "GIF89a", "II*\0", "MM\0*")
                || (text.startsWith("RIFF") && text.startsWith("WEBP", 8))
                || (text.startsWith("\0\0\0") && text.startsWith("ftyp", 4))
                || (text.startsWith("BM") && text.startsWith("\0\0\0\0", 6))) {
            return IMAGE;
        }
        if (begins(text, "\u001F\u008B", "7z\u00BC\u00AF'\u001C", "Rar!\u001A\u0007", "\u00FD7zXZ\0", "(\u00B5/\u00FD")
                || (text.startsWith("BZh") && text.startsWith("1AY&SY", 4))
                || text.startsWith("ustar", TAR_MARK)) {
            return COMPRESSED;
        }
        if (begins(text, "SQLite format 3\0", "\0\u0001\0\0Standard ", "PAR1")) {
            return DATABASE;
        }
        if (begins(text, "\u007FELF", "\u00CA\u00FE\u00BA\u00BE", "\u00CF\u00FA\u00ED\u00FE")
                || (text.startsWith("MZ") && text.indexOf('\0') >= 0)) {
            return PROGRAM;
        }
        String plain = text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text;
        if (plain.startsWith("{\\rtf")) {
            return RICH_TEXT;
        }
        if (HTML_BEGIN.matcher(plain).matches()) {
            return HTML;
        }
        if (plain.stripLeading().startsWith("<?xml")) {
            return XML;
        }
        if (JSON_BEGIN.matcher(plain).matches()) {
            return JSON;
        }
        return EncodingSniffer.isWide(begin) || !isBinary(begin) ? TEXT : BINARY;
    }

    private static boolean begins(String text, String... marks) {
        for (String mark : marks) {
            if (text.startsWith(mark)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBinary(byte[] begin) {
        int controls = 0;
        for (byte b : begin) {
            if ((b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') || b == 0x7F) {
                controls++;
            }
        }
        return controls >= CONTROLS_AT_LEAST && controls * CONTROLS_IN > begin.length;
    }
}
