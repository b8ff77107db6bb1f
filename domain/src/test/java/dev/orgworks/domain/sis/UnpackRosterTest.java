package dev.orgworks.domain.sis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.sis.ImportOptions.Mode;
import dev.orgworks.domain.sis.ImportOptions.OnMissing;
import dev.orgworks.domain.sis.RosterRefusedException.Code;
import dev.orgworks.domain.sis.UnpackRoster.Unpacked;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class UnpackRosterTest {

    private static final String USERS = "sourcedId,status,username,givenName,familyName\n1,active,ada,Ada,L\n";
    private static final ImportOptions FULL =
            new ImportOptions(Mode.FULL, false, OnMissing.SUSPEND, null, null, false, null);

    private final Path folder;
    private final Uploads uploads;
    private final UnpackRoster unpack;

    UnpackRosterTest(@TempDir Path folder) {
        this.folder = folder;
        Duration day = Duration.ofDays(1);
        var retention = new SisSettings.Retention(day, day, day, day);
        var settings = new SisSettings(folder, DataSize.ofMegabytes(4), 2_000, 20, 500, retention, 5, 20);
        this.uploads = new Uploads(settings);
        this.unpack = new UnpackRoster(uploads, settings);
    }

    @Test
    void a_file_that_is_no_archive_stays_as_it_is() {
        var stored = uploads.store(new ByteArrayInputStream(USERS.getBytes(StandardCharsets.UTF_8)));

        assertThat(unpack.unpack(new NewImport(1, "users.csv", stored, ImportOptions.DEFAULT, false)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.csv", "Users.CSV", "export 2026/users.csv", "pupils.csv"})
    void the_roster_is_found_by_its_name_or_because_it_is_alone(String name) throws IOException {
        Unpacked unpacked = unpacked(zip(Map.of(name, USERS, "__MACOSX/._users.csv", "x", "read me.txt", "x")));

        assertThat(text(unpacked)).isEqualTo(USERS);
        assertThat(unpacked.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(RosterWarning.Code.IGNORED_FILES);
            assertThat(warning.columns()).containsExactly("read me.txt");
        });
        assertThat(files()).as("the upload and the roster").hasSize(2);
    }

    @Test
    void files_of_a_package_that_are_not_used_are_named() throws IOException {
        Unpacked unpacked = unpacked(zip(ordered(
                "manifest.csv", "propertyName,value\nfile.users,bulk\n",
                "orgs.csv", "sourcedId,name\n",
                "users.csv", USERS,
                "enrollments.csv", "sourcedId\n")));

        assertThat(unpacked.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("orgs.csv, enrollments.csv"));
    }

    @Test
    void roles_of_a_file_of_their_own_are_put_behind_each_row() throws IOException {
        String users = """
                sourcedId,status,enabledUser,username,givenName,familyName,grades
                1,,true,ada,Ada,"Love
                lace",9
                2,,true,bob,"B"ob,B,
                3,,true,cyd,Cyd
                4,,true,dan,Dan,D,10
                5,,true,eve,Eve,E,""";
        String roles = """
                sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId
                r1,,,1,secondary,aide,N
                r2,,,1,primary,student,"N,1"
                r3,tobedeleted,,4,primary,teacher,S
                r4,,,5,primary,"te""acher",S
                r5,,,5,secondary,aide,N
                """;

        Unpacked unpacked = unpacked(zip(Map.of("users.csv", users, "roles.csv", roles)));

        assertThat(text(unpacked)).isEqualTo("""
                sourcedId,status,enabledUser,username,givenName,familyName,grades,"role","orgSourcedId"
                1,,true,ada,Ada,"Love
                lace",9,"student","N,1"
                2,,true,bob,"B"ob,B,
                3,,true,cyd,Cyd
                4,,true,dan,Dan,D,10,"",""
                5,,true,eve,Eve,E,,"te""acher","S\"""");
        assertThat(unpacked.warnings()).isEmpty();
        assertThat(files()).as("the upload and the roster").hasSize(2);
        var rows = Rosters.read(uploads.file(unpacked.roster()));
        assertThat(rows)
                .extracting(row -> row.value(LearnerField.ROLE))
                .containsExactly("student", null, null, null, "te\"acher");
        assertThat(Rosters.errors(rows)).isEqualTo("4:BROKEN_QUOTE 5:TOO_FEW_CELLS");
        assertThat(rows).extracting(RosterRow::line).containsExactly(2L, 4L, 5L, 6L, 7L);
    }

    @Test
    void microsofts_package_of_version_2_1_is_read_with_its_roles() throws IOException {
        Path sample = Rosters.data("microsoft-sds/sds-v2.1");
        Unpacked unpacked = unpacked(zip(Map.of(
                "users.csv", Files.readString(sample.resolve("users.csv")),
                "roles.csv", Files.readString(sample.resolve("roles.csv")))));

        var rows = Rosters.read(uploads.file(unpacked.roster()));
        assertThat(rows).hasSize(8).noneMatch(RosterRow::rejected);
        assertThat(rows.get(0).value(LearnerField.ROLE)).isEqualTo("student");
        assertThat(rows.get(0).value(LearnerField.SCHOOL)).isEqualTo("110003");
        assertThat(rows.get(0).value(LearnerField.GRADE)).isEqualTo("10");
    }

    @Test
    void roles_that_the_users_have_themselves_are_not_taken_from_elsewhere() throws IOException {
        String users = "sourcedId,username,role,orgSourcedIds,grades\n1,ada,student,N,9\n";
        Unpacked unpacked =
                unpacked(zip(Map.of("users.csv", users, "roles.csv", "userSourcedId,role,orgSourcedId\n1,aide,S\n")));

        assertThat(text(unpacked)).isEqualTo(users);
        assertThat(unpacked.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.columns()).containsExactly("roles.csv"));
    }

    @Test
    void a_package_of_changes_is_no_full_roster() throws IOException {
        byte[] zip =
                zip(Map.of("manifest.csv", "propertyName,value\r\n\"file.users\",\"delta\"\r\n", "users.csv", USERS));

        assertThat(text(unpacked(zip))).isEqualTo(USERS);
        assertThat(refused(zip, FULL).code()).isEqualTo(Code.MODE_NEEDS_ALL_USERS);
    }

    @Test
    void a_package_that_says_it_has_no_users_is_refused() throws IOException {
        byte[] zip = zip(Map.of("manifest.csv", "propertyName,value\nfile.users,absent\n", "users.csv", USERS));

        assertThat(refused(zip).code()).isEqualTo(Code.NO_ROSTER_IN_ARCHIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "a/users.csv b/users.csv, SEVERAL_ROSTERS",
        "a.csv b.csv, NO_ROSTER_IN_ARCHIVE",
        "a/b/users.csv, NO_ROSTER_IN_ARCHIVE",
        "notes.txt, NO_ROSTER_IN_ARCHIVE",
        "inner.zip, NESTED_ARCHIVE",
        "../users.csv, UNSAFE_ARCHIVE",
        "/etc/users.csv, UNSAFE_ARCHIVE",
        "C:\\users.csv, UNSAFE_ARCHIVE",
        "a\\..\\..\\x users.csv, UNSAFE_ARCHIVE",
        "[Content_Types].xml xl/workbook.xml, NOT_TEXT",
        "mimetype content.xml, NOT_TEXT",
        "1 2 3 4 5 users.csv, ARCHIVE_TOO_MANY_ENTRIES",
    })
    void other_archives_are_refused_with_a_reason(String names, Code code) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : names.split(" ", -1)) {
            files.put(name, USERS);
        }

        assertThat(refused(zip(files)).code()).isEqualTo(code);
    }

    @Test
    void an_archive_in_an_archive_is_refused_whatever_it_is_called() throws IOException {
        var outer = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(outer)) {
            zip.putNextEntry(new ZipEntry("users.csv"));
            zip.write(zip(Map.of("users.csv", USERS)));
        }

        assertThat(refused(outer.toByteArray()).code()).isEqualTo(Code.NESTED_ARCHIVE);
    }

    @Test
    void a_bomb_is_refused_before_it_is_unpacked() throws IOException {
        byte[] zip = zip(Map.of("users.csv", "user_id\n" + "0".repeat(3_000_000)));

        assertThat(zip.length).isLessThan(20_000);
        assertThat(refused(zip))
                .hasMessageContaining("20 times")
                .extracting(RosterRefusedException::code)
                .isEqualTo(Code.ARCHIVE_RATIO);
    }

    @Test
    void a_roster_that_is_too_large_once_unpacked_is_refused() throws IOException {
        String rows = IntStream.range(0, 400_000)
                .mapToObj(i -> Integer.toHexString(i * 0x9E3779B1))
                .collect(Collectors.joining("\n", "user_id\n", ""));
        assertThat(rows.length()).isLessThan(4 << 20);
        byte[] zip = zip(Map.of("users.csv", rows + rows));

        Path upload = folder.resolve("large.upload");
        Files.write(upload, zip);
        var wish = new NewImport(
                1, "x.zip", new Uploads.Stored("large.upload", zip.length, ""), ImportOptions.DEFAULT, false);
        assertThatThrownBy(() -> unpack.unpack(wish)).isInstanceOf(UploadTooLargeException.class);
        assertThat(files()).hasSize(1);
    }

    @Test
    void a_password_is_found_before_anything_is_read() throws IOException {
        byte[] zip = zip(Map.of("users.csv", USERS));
        int list = indexOf(zip, 0x02014b50);
        zip[list + 8] |= 1;
        zip[6] |= 1;

        assertThat(refused(zip).code()).isEqualTo(Code.ENCRYPTED_ARCHIVE);
    }

    @Test
    void an_archive_of_another_method_is_refused() throws IOException {
        byte[] zip = zip(Map.of("users.csv", USERS));
        zip[indexOf(zip, 0x02014b50) + 10] = 14;

        assertThat(refused(zip))
                .hasMessageContaining("method 14")
                .extracting(RosterRefusedException::code)
                .isEqualTo(Code.BROKEN_ARCHIVE);
    }

    @Test
    void an_archive_that_breaks_off_anywhere_is_refused() throws IOException {
        byte[] zip = zip(Map.of("users.csv", USERS, "orgs.csv", USERS));
        for (int length = 4; length < zip.length; length++) {
            byte[] begin = java.util.Arrays.copyOf(zip, length);

            assertThat(refused(begin).code())
                    .as("%d of %d bytes", length, zip.length)
                    .isEqualTo(Code.BROKEN_ARCHIVE);
        }
    }

    @Test
    void a_damaged_byte_of_a_file_is_noticed() throws IOException {
        byte[] zip = zip(Map.of("users.csv", USERS));
        int data = 30 + "users.csv".length();
        int end = indexOf(zip, 0x08074b50);
        for (int at = data; at < end; at++) {
            byte[] damaged = zip.clone();
            damaged[at] ^= 0x10;

            assertThat(outcome(damaged))
                    .as("byte %d; the last one has bits that mean nothing", at)
                    .isIn(at < end - 1 ? List.of(Code.BROKEN_ARCHIVE) : List.of(Code.BROKEN_ARCHIVE, USERS));
        }
    }

    @Test
    void lies_in_the_list_of_contents_are_noticed() throws IOException {
        byte[] zip = zip(Map.of("users.csv", USERS));
        int end = indexOf(zip, 0x06054b50);
        for (int place : List.of(8, 10, 12, 13, 14, 16, 17, 20)) {
            byte[] lying = zip.clone();
            lying[end + place] ^= 0x7F;

            assertThat(outcome(lying))
                    .as("byte %d", place)
                    .isIn(Code.BROKEN_ARCHIVE, Code.ARCHIVE_TOO_MANY_ENTRIES, USERS);
        }
    }

    private Object outcome(byte[] zip) throws IOException {
        try {
            return text(unpacked(zip));
        } catch (RosterRefusedException e) {
            return e.code();
        }
    }

    private static Map<String, String> ordered(String... namesAndContents) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            files.put(namesAndContents[i], namesAndContents[i + 1]);
        }
        return files;
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static int indexOf(byte[] zip, int signature) {
        ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        return IntStream.range(0, zip.length - 3)
                .filter(at -> buffer.getInt(at) == signature)
                .findFirst()
                .orElseThrow();
    }

    private Unpacked unpacked(byte[] zip) {
        var stored = uploads.store(new ByteArrayInputStream(zip));
        return unpack.unpack(new NewImport(1, "x.zip", stored, ImportOptions.DEFAULT, false))
                .orElseThrow();
    }

    private String text(Unpacked unpacked) throws IOException {
        return Files.readString(uploads.file(unpacked.roster()));
    }

    private RosterRefusedException refused(byte[] zip) throws IOException {
        return refused(zip, ImportOptions.DEFAULT);
    }

    /** Also looks that nothing but the upload is left. */
    private RosterRefusedException refused(byte[] zip, ImportOptions options) throws IOException {
        var stored = uploads.store(new ByteArrayInputStream(zip));
        List<Path> before = files();
        var refusal = catchThrowableOfType(
                RosterRefusedException.class, () -> unpack.unpack(new NewImport(1, "x.zip", stored, options, false)));
        assertThat(refusal).isNotNull();
        assertThat(files()).isEqualTo(before);
        return refusal;
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
