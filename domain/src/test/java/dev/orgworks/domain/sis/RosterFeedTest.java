package dev.orgworks.domain.sis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.sis.RosterUnit.Repeat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterFeedTest {

    private final Path folder;

    RosterFeedTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void units_follow_one_another_and_the_last_one_ends_where_the_upload_ends() throws Exception {
        Path upload = Rosters.upload(folder, Rosters.HEADER + rows(1, 7) + "\n\n");

        List<RosterUnit> units = units(upload, Map.of());

        assertThat(units).extracting(RosterUnit::firstRow).containsExactly(1L, 4L, 7L);
        assertThat(units).extracting(RosterUnit::lastRow).containsExactly(3L, 6L, 7L);
        assertThat(units.get(2).end().byteOffset()).isEqualTo(Files.size(upload));
        assertThat(units.get(2).end().blankLines()).isEqualTo(2);
    }

    @Test
    void a_unit_without_rows_tells_that_an_upload_ends_behind_a_whole_one() throws Exception {
        List<RosterUnit> units = units(Rosters.upload(folder, Rosters.HEADER + rows(1, 6)), Map.of());

        assertThat(units).extracting(unit -> unit.rows().size()).containsExactly(3, 3, 0);
        assertThat(units.get(2).firstRow()).isEqualTo(7);
        assertThat(units.get(2).lastRow()).isEqualTo(6);
    }

    @Test
    void what_was_staged_before_is_not_handed_out_whatever_the_units_were_then() throws Exception {
        Path upload = Rosters.upload(folder, Rosters.HEADER + rows(1, 12));

        List<RosterUnit> units = units(upload, Map.of(1L, 2L, 5L, 9L));

        assertThat(units)
                .extracting(unit -> unit.firstRow() + "-" + unit.lastRow())
                .containsExactly("3-4", "10-12", "13-12");
    }

    @Test
    void nothing_is_handed_out_of_an_upload_that_was_staged_to_its_end() throws Exception {
        Path upload = Rosters.upload(folder, Rosters.HEADER + rows(1, 6));

        assertThat(units(upload, Map.of(1L, 3L, 4L, 6L, 7L, 6L))).isEmpty();
    }

    @Test
    void rows_that_repeat_an_id_or_a_login_name_the_first_one_also_where_it_was_staged_before() throws Exception {
        String upload = Rosters.HEADER + rows(1, 4) + "S2,other,,,,active\nS9,LOGIN1,,,,active\nS3,login3,,,,active\n";

        List<RosterUnit> units = units(Rosters.upload(folder, upload), Map.of(1L, 3L));

        assertThat(units.stream().flatMap(unit -> unit.repeats().stream()))
                .containsExactly(
                        new Repeat(Contest.ID, 5, 2),
                        new Repeat(Contest.LOGIN, 6, 1),
                        new Repeat(Contest.ID, 7, 3),
                        new Repeat(Contest.LOGIN, 7, 3));
    }

    @Test
    void a_rejected_row_repeats_nothing_and_a_removed_one_claims_no_login() throws Exception {
        String upload = Rosters.HEADER + rows(1, 1) + "S1,login1,,,no address,active\nS2,login1,,,,deleted\n";

        assertThat(units(Rosters.upload(folder, upload), Map.of()))
                .allSatisfy(unit -> assertThat(unit.repeats()).isEmpty());
    }

    @Test
    void an_upload_that_was_cut_off_since_it_was_inspected_is_refused() throws Exception {
        Path upload = Rosters.upload(folder, Rosters.HEADER + rows(1, 3));
        RosterFile file = RosterFile.inspect(upload);
        Files.writeString(upload, Rosters.HEADER);

        assertThatThrownBy(() -> new RosterReader(upload, file, file.start())).isInstanceOf(IOException.class);
    }

    @Test
    void who_waits_for_a_unit_comes_back_when_the_feed_is_closed() throws Exception {
        RosterFeed feed = feed(Rosters.upload(folder, Rosters.HEADER + rows(1, 3_000)), Map.of());

        feed.close();

        assertThat(feed.next()).isNull();
    }

    private List<RosterUnit> units(Path upload, Map<Long, Long> staged) throws Exception {
        List<RosterUnit> units = new ArrayList<>();
        try (RosterFeed feed = feed(upload, staged)) {
            for (RosterUnit unit = feed.next(); unit != null; unit = feed.next()) {
                units.add(unit);
            }
            assertThat(feed.next()).isNull();
        }
        return units;
    }

    private RosterFeed feed(Path upload, Map<Long, Long> staged) throws IOException {
        RosterFile file = RosterFile.inspect(upload);
        return new RosterFeed(
                new RosterReader(upload, file, file.start()),
                SeenKeys.in(folder),
                SeenKeys.in(folder),
                new TreeMap<>(staged),
                3);
    }

    private static String rows(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> "S%1$d,login%1$d,First,Last,,active\n".formatted(i))
                .collect(Collectors.joining());
    }
}
