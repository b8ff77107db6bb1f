package dev.orgworks.api.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Writes a roster in UTF-8. */
final class WriteRoster {

    private WriteRoster() {}

    /**
     * Writes the header and a row for each number.
     *
     * @param lineEnd ends each line
     * @return the file
     */
    static Path write(Path file, String lineEnd, LongStream numbers, LongFunction<String> row) {
        try (Writer out = Files.newBufferedWriter(file)) {
            out.append(Person.HEADER).append(lineEnd);
            var each = numbers.iterator();
            while (each.hasNext()) {
                out.append(row.apply(each.nextLong())).append(lineEnd);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
