package dev.orgworks.domain.sis;

import dev.orgworks.domain.GoneException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes the file of an import's rejected rows. Their cells are read from the upload once more, each from its place: what
 * the row said in its own words is kept nowhere else.
 */
@Component
public class WriteErrors {

    private static final int PAGE = 1_000;

    private final FindImports imports;
    private final Uploads uploads;
    private final FindRemains remains;

    WriteErrors(FindImports imports, Uploads uploads, FindRemains remains) {
        this.imports = imports;
        this.uploads = uploads;
        this.remains = remains;
    }

    /**
     * Whether the import was read far enough to know all its rejected rows.
     *
     * @throws GoneException when they are no longer kept
     */
    public boolean hasPlan(SisImport subject) {
        Remains left = remains.of(subject.id());
        left.needUpload();
        left.needStaging();
        return subject.facts() != null
                && subject.state() != ImportState.QUEUED
                && subject.state() != ImportState.STAGING
                && subject.state() != ImportState.PLANNING;
    }

    /** Writes the rejected rows, page by page: memory does not grow with their number. */
    public void write(SisImport subject, OutputStream out) throws IOException {
        RosterFile facts = subject.facts();
        if (facts == null) {
            throw new IllegalStateException("Import " + subject.id() + " was not inspected yet");
        }
        try (var csv = new ErrorsCsv(out, facts);
                var rows = new RowsByPlace(subject, facts)) {
            long after = 0;
            List<PlacedProblem> page;
            do {
                page = imports.errors(subject.id(), after, PAGE);
                boolean more = page.size() == PAGE;
                List<PlacedProblem> whole = more ? withoutLastRow(page) : page;
                for (List<PlacedProblem> row : byRow(whole)) {
                    Position position = row.get(0).position();
                    csv.write(
                            position.line(),
                            rows.cells(position),
                            row.stream().map(PlacedProblem::problem).toList());
                    after = position.row();
                }
            } while (page.size() == PAGE);
        }
    }

    /** The last row of a full page may have further problems on the next one. A row has never as many as a page. */
    private static List<PlacedProblem> withoutLastRow(List<PlacedProblem> page) {
        long last = page.get(page.size() - 1).position().row();
        return page.stream().filter(problem -> problem.position().row() != last).toList();
    }

    private static List<List<PlacedProblem>> byRow(List<PlacedProblem> problems) {
        List<List<PlacedProblem>> rows = new ArrayList<>();
        long row = -1;
        for (PlacedProblem problem : problems) {
            if (problem.position().row() != row) {
                rows.add(new ArrayList<>());
                row = problem.position().row();
            }
            rows.get(rows.size() - 1).add(problem);
        }
        return rows;
    }

    /** Reads rows at ascending places; neighbours without opening the upload anew. */
    private final class RowsByPlace implements AutoCloseable {

        private final SisImport subject;
        private final RosterFile facts;
        private @Nullable RosterReader reader;

        RowsByPlace(SisImport subject, RosterFile facts) {
            this.subject = subject;
            this.facts = facts;
        }

        List<String> cells(Position position) throws IOException {
            RosterReader open = reader;
            if (open == null || open.position().byteOffset() != position.byteOffset()) {
                close();
                open = RosterReader.keepingCells(uploads.file(subject.rows()), facts, position);
                reader = open;
            }
            RosterRow row = open.next();
            return row == null ? List.of() : row.cells();
        }

        @Override
        public void close() throws IOException {
            if (reader != null) {
                reader.close();
            }
        }
    }
}
