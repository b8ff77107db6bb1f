package dev.orgworks.domain.sis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenKeysTest {

    private static final long SEED = 20_260_228;

    private final Path folder;

    SeenKeysTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theFirstRowOfAHashIsKept() throws IOException {
        try (SeenKeys seen = SeenKeys.in(folder)) {
            assertThat(seen.add(42, 1)).isZero();
            assertThat(seen.add(43, 2)).isZero();
            assertThat(seen.add(42, 3)).isEqualTo(1);
            assertThat(seen.add(42, 4)).isEqualTo(1);
            assertThat(seen.add(43, Integer.MAX_VALUE)).isEqualTo(2);
            assertThat(seen.size()).isEqualTo(2);
        }
    }

    @Test
    void everyHashIsAHashAndNotAFreeSlot() throws IOException {
        long[] hashes = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE};
        try (SeenKeys seen = new SeenKeys(folder, 3, 2)) {
            for (int i = 0; i < hashes.length; i++) {
                assertThat(seen.add(hashes[i], i + 1)).isZero();
            }
            for (int i = 0; i < hashes.length; i++) {
                assertThat(seen.add(hashes[i], 100 + i)).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void noRepeatIsMissedAndNoneInventedAmongAMillionRandomKeysWhileTheTableGrows() throws IOException {
        Random random = new Random(SEED);
        Map<Long, Integer> expected = new HashMap<>();
        try (SeenKeys seen = new SeenKeys(folder, 4, 10)) {
            for (int row = 1; row <= 1_000_000; row++) {
                // squared, so that some keys come often and most come once
                double part = random.nextDouble();
                long key = (long) (part * part * 2_000_000);
                Integer first = expected.putIfAbsent(key, row);
                assertThat(seen.add(SeenKeys.hash("learner-" + key), row)).isEqualTo(first == null ? 0 : first);
            }
            assertThat(seen.size()).isEqualTo(expected.size());
        }
    }

    @Test
    void hashesThatDifferInFewBitsOnlyAreNoTrouble() throws IOException {
        try (SeenKeys seen = new SeenKeys(folder, 4, 12)) {
            for (int row = 1; row <= 300_000; row++) {
                assertThat(seen.add(row, row)).isZero();
            }
            for (int row = 1; row <= 300_000; row++) {
                assertThat(seen.add(row, 1_000_000)).isEqualTo(row);
            }
        }
    }

    @Test
    void aMillionSimilarKeysHaveDifferentHashes() {
        Set<Long> hashes = new HashSet<>();
        for (int i = 0; i < 250_000; i++) {
            hashes.add(SeenKeys.hash(Integer.toString(i)));
            hashes.add(SeenKeys.hash("a" + i));
            hashes.add(SeenKeys.hash("user" + i + "@school.example"));
            hashes.add(SeenKeys.hash("é" + i + "日"));
        }
        assertThat(hashes).hasSize(1_000_000);
        assertThat(SeenKeys.hash(CharBuffer.wrap("abcde"))).isEqualTo(SeenKeys.hash("abcde"));
        assertThat(SeenKeys.hash("")).isNotEqualTo(SeenKeys.hash("\0"));
        assertThat(SeenKeys.hash("\0")).isNotEqualTo(SeenKeys.hash("\0\0"));
    }

    @Test
    void nothingIsLeftInTheFolder() throws IOException {
        try (SeenKeys seen = new SeenKeys(folder, 4, 3)) {
            for (int row = 1; row <= 1000; row++) {
                seen.add(row, row);
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aClosedOneTakesNothing() throws IOException {
        SeenKeys seen = SeenKeys.in(folder);
        seen.close();
        seen.close();

        assertThatThrownBy(() -> seen.add(1, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void rowsAreNumberedFromOneAndTheFolderMustBeThere() throws IOException {
        try (SeenKeys seen = SeenKeys.in(folder)) {
            assertThatThrownBy(() -> seen.add(1, 0)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> SeenKeys.in(folder.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
    }
}
