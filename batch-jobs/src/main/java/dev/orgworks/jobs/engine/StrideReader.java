package dev.orgworks.jobs.engine;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Reads every n-th unit of a list that is the same at every start; a restart goes on behind the last that was committed. */
final class StrideReader<T> implements ItemStreamReader<T> {

    private static final String UNITS = "stride.units";
    private static final Pattern SLICE = Pattern.compile(".*:(\\d+)of(\\d+)");

    private final int units;
    private final SequenceReader<T> own;

    private StrideReader(List<T> units, int number, int of) {
        this.units = units.size();
        this.own = new SequenceReader<>(() -> IntStream.iterate(number - 1, i -> i < units.size(), i -> i + of)
                .mapToObj(units::get)
                .toList());
    }

    /** The units of a slice, which its name tells: "step:1of2". */
    static <T> StrideReader<T> of(String slice, List<T> units) {
        Matcher name = SLICE.matcher(slice);
        if (!name.matches()) {
            throw new IllegalArgumentException(slice + " is no slice");
        }
        return new StrideReader<>(units, Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)));
    }

    @Override
    public void open(ExecutionContext context) {
        if (context.getInt(UNITS, units) != units) {
            throw new IllegalStateException("There were " + context.getInt(UNITS)
                    + " units when the step began, and now " + units + ": nobody knows which of them are done");
        }
        own.open(context);
    }

    @Override
    public @Nullable T read() {
        return own.read();
    }

    @Override
    public void update(ExecutionContext context) {
        context.putInt(UNITS, units);
        own.update(context);
    }
}
