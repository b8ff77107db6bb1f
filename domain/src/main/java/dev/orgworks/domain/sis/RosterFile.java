package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.sis.RosterColumn.Ignored;
import dev.orgworks.domain.sis.RosterEncoding.FoundBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How an upload is to be read: found out once, kept as JSON, and enough to go on reading after a restart.
 *
 * @param bytes the upload's size
 * @param headers the column names as the upload writes them
 * @param mapping what becomes of each column, in the upload's order
 * @param start the place of the first data row
 */
public record RosterFile(
        long bytes,
        RosterEncoding encoding,
        char delimiter,
        List<String> headers,
        List<RosterColumn> mapping,
        List<RosterWarning> warnings,
        Position start) {

    public RosterFile {
        headers = List.copyOf(headers);
        mapping = List.copyOf(mapping);
        warnings = List.copyOf(warnings);
    }

    /** Finds out how to read an upload of whose columns nobody said anything. */
    public static RosterFile inspect(Path file) throws IOException {
        return inspect(file, MappingSource.NOBODY);
    }

    /**
     * Finds out how to read an upload. Passes once over the whole file to tell its encoding.
     *
     * @throws RosterRefusedException if it cannot be read as a roster
     */
    static RosterFile inspect(Path file, MappingSource source) throws IOException {
        FileKind kind = FileKind.of(file);
        if (kind != FileKind.TEXT) {
            throw RosterRefusedException.notText("The file", kind.described());
        }
        RosterEncoding encoding = EncodingSniffer.sniff(file);
        HeaderRecord header = HeaderRecord.find(file, encoding, source);
        List<RosterColumn> mapping = RosterSchema.columns(header.names(), header::filled, header.mapping());
        if (RosterSchema.filling(mapping, LearnerField.EXTERNAL_ID) == null) {
            throw new RosterRefusedException(
                    RosterRefusedException.Code.MISSING_USER_ID,
                    "No column says which learner a row is about. Name one "
                            + RosterSchema.templateHeader(LearnerField.EXTERNAL_ID)
                            + " (or as Canvas, OneRoster, School Data Sync, Clever or Google name it),"
                            + " or say which it is: mapping={\"<column>\": \"externalId\"}."
                            + " The columns found on line " + header.line() + " are: " + header.described() + ".");
        }
        return new RosterFile(
                Files.size(file),
                encoding,
                header.delimiter(),
                header.names(),
                mapping,
                warnings(encoding, mapping),
                header.start());
    }

    /** The same with further warnings. */
    RosterFile warning(List<RosterWarning> further) {
        var all = new ArrayList<>(warnings);
        all.addAll(further);
        return new RosterFile(bytes, encoding, delimiter, headers, mapping, all, start);
    }

    private static List<RosterWarning> warnings(RosterEncoding encoding, List<RosterColumn> mapping) {
        var warnings = new ArrayList<RosterWarning>();
        columns(
                warnings,
                RosterWarning.Code.IGNORED_COLUMNS,
                mapping.stream().filter(c -> c.ignored() == Ignored.UNKNOWN || c.ignored() == Ignored.EMPTY_NAME),
                "These columns are not used: %s.");
        columns(
                warnings,
                RosterWarning.Code.SUPERSEDED_COLUMNS,
                mapping.stream().filter(c -> c.ignored() == Ignored.SUPERSEDED),
                "These columns are not used, because others say the same more precisely: %s.");
        columns(
                warnings,
                RosterWarning.Code.PASSWORD_COLUMNS,
                mapping.stream().filter(c -> c.ignored() == Ignored.PASSWORD),
                "Passwords are never imported, kept or shown; leave these columns out of the file: %s.");
        if (RosterSchema.filling(mapping, LearnerField.LOGIN) == null) {
            RosterColumn instead = RosterSchema.filling(mapping, LearnerField.EMAIL);
            warnings.add(new RosterWarning(
                    RosterWarning.Code.LOGIN_ASSUMED,
                    List.of(),
                    "No column says the login; for new learners the " + (instead == null ? "user id" : "e-mail address")
                            + " is used. Add a column "
                            + RosterSchema.templateHeader(LearnerField.LOGIN) + " to choose another."));
        }
        if (RosterSchema.filling(mapping, LearnerField.STATUS) == null) {
            warnings.add(new RosterWarning(
                    RosterWarning.Code.STATUS_ASSUMED,
                    List.of(),
                    "No column says the status; new learners are taken as active, the others keep theirs. Add a column "
                            + RosterSchema.templateHeader(LearnerField.STATUS) + " to say otherwise."));
        }
        if (encoding.foundBy() == FoundBy.MOSTLY_UTF_8) {
            warnings.add(new RosterWarning(
                    RosterWarning.Code.ENCODING_DAMAGED,
                    List.of(),
                    "Most of the file is UTF-8, some bytes are not; rows that need them are rejected."
                            + " Save the whole file as UTF-8."));
        } else if (encoding.confidence() < 1) {
            warnings.add(new RosterWarning(
                    RosterWarning.Code.ENCODING_ASSUMED,
                    List.of(),
                    String.format(
                            Locale.ROOT,
                            "The file does not say its encoding; it is read as %s (confidence %.2f)."
                                    + " Check names with accents, or save the file as UTF-8.",
                            encoding.charset().name(),
                            encoding.confidence())));
        }
        return warnings;
    }

    private static void columns(
            List<RosterWarning> warnings, RosterWarning.Code code, Stream<RosterColumn> columns, String message) {
        var titles = columns.map(RosterColumn::title).toList();
        if (!titles.isEmpty()) {
            warnings.add(
                    new RosterWarning(code, titles, String.format(Locale.ROOT, message, String.join(", ", titles))));
        }
    }
}
