package dev.orgworks.api.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The most memory that a process takes while something is measured: of a Java virtual machine the heap that is used after
 * a collection (from its log; one more collection is asked for at the end, behind the measured time), and of any process
 * the resident set (Linux notes its high-water mark, which is set back at the beginning).
 */
final class Peaks {

    /** A number that is not to be had. */
    static final long UNKNOWN = -1;

    private static final Pattern COLLECTION = Pattern.compile("->([0-9]+)([KMG])\\([0-9]+[KMG]\\)");
    private static final Pattern HIGH_WATER = Pattern.compile("VmHWM:\\s+([0-9]+) kB");
    private static final long MEGABYTE = 1 << 20;

    private final ProcessHandle process;
    private final @Nullable Path gcLog;
    private long from;

    /** Megabytes; {@link #UNKNOWN} where the process or the system does not say. */
    record Memory(long heap, long resident) {

        Memory most(Memory other) {
            return new Memory(Math.max(heap, other.heap), Math.max(resident, other.resident));
        }
    }

    /** @param gcLog what {@code -Xlog:gc:file=} names; null when it is no Java virtual machine */
    Peaks(ProcessHandle process, @Nullable Path gcLog) {
        this.process = process;
        this.gcLog = gcLog;
    }

    /** The option that makes a Java virtual machine write the log. */
    static String option(Path gcLog) {
        return "-Xlog:gc:file=" + gcLog;
    }

    void begin() {
        try {
            Files.writeString(proc("clear_refs"), "5");
        } catch (IOException e) {
            // not Linux, or not allowed: then the mark is that of the process's whole life
        }
        from = gcLog == null ? 0 : gcLog.toFile().length();
    }

    Memory end() {
        return new Memory(gcLog == null ? UNKNOWN : heap(gcLog), resident());
    }

    private long heap(Path log) {
        try {
            new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            byte[] all = Files.readAllBytes(log);
            int begin = (int) Math.min(from, all.length);
            Matcher collection = COLLECTION.matcher(new String(all, begin, all.length - begin, StandardCharsets.UTF_8));
            long most = UNKNOWN;
            while (collection.find()) {
                most = Math.max(most, megabytes(collection.group(1), collection.group(2)));
            }
            return most;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long resident() {
        try {
            Matcher mark = HIGH_WATER.matcher(Files.readString(proc("status")));
            return mark.find() ? Long.parseLong(mark.group(1)) * 1024 / MEGABYTE : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    private static long megabytes(String number, String unit) {
        long value = Long.parseLong(number);
        return switch (unit) {
            case "K" -> value / 1024;
            case "G" -> value * 1024;
            default -> value;
        };
    }
}
