package dev.orgworks.api.sis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivesTest extends ApiTest {

    private static final String MANIFEST =
            "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.users,%s\n";
    private static final String USERS = """
            sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,primaryOrgSourcedId
            u1,,,true,ada,Ada,Lovelace,,o1
            u2,,,false,bob,Bob,B,no address,o1
            u3,,,false,cyd,Cyd,C,,o1
            """;
    private static final String ROLES = """
            sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
            r1,,,u1,primary,student,,,o1,
            r3,,,u3,primary,teacher,,,o1,
            """;

    @ParameterizedTest
    @ValueSource(strings = {"application/zip", "application/x-zip-compressed", "application/octet-stream", "multipart"})
    void aOneRosterPackageIsImportedWithTheRolesOfItsPeople(String type) throws IOException {
        Tenant tenant = tenant();
        byte[] zip = zip(
                "manifest.csv", MANIFEST.formatted("bulk"), "users.csv", USERS, "roles.csv", ROLES, "orgs.csv", "x\n");
        Set<Path> before = uploads();

        String path = tenant.path() + "/sis/import";
        Answer started = (type.equals("multipart")
                        ? admin.postFile(path, "file", "oneroster.zip", zip)
                        : admin.post(path + "?fileName=oneroster.zip", type, zip))
                .expect(202);
        finished(started.text("/data/job/id"));
        Answer done = admin.get(started.header("location")).expect(200);

        assertThat(done.text("/data/phase")).as(done.body()).isEqualTo("COMPLETED");
        assertThat(done.text("/data/fileName")).isEqualTo("oneroster.zip");
        assertThat(done.at("/data/sizeBytes").intValue()).isEqualTo(zip.length);
        assertThat(done.at("/data/counts/created").intValue()).isEqualTo(2);
        assertThat(done.at("/data/counts/rejected").intValue()).isEqualTo(1);
        assertThat(done.at("/data/warnings").toString()).contains("IGNORED_FILES", "orgs.csv");
        Answer learners = admin.get(tenant.path() + "/learners");
        assertThat(learners.each("role")).containsExactly("student", "teacher");
        assertThat(learners.each("status")).containsExactly("ACTIVE", "SUSPENDED");
        assertThat(learners.each("school")).containsExactly("o1", "o1");
        assertThat(admin.get(done.text("/data/errorsUrl")).expect(200).body())
                .contains("u2,,,false,bob,Bob,B,no address,o1,,3,email,INVALID_EMAIL");
        Set<Path> kept = new HashSet<>(uploads());
        kept.removeAll(before);
        assertThat(kept).as("the archive and its roster").hasSize(2);
        assertThat(admin.post(path, "application/zip", zip).expect(200).text("/data/import/id"))
                .isEqualTo(done.text("/data/id"));
        assertThat(uploads()).hasSize(before.size() + 2);
    }

    @ParameterizedTest
    @CsvSource({
        "orgs.csv x.csv, , 400, NO_ROSTER_IN_ARCHIVE, file",
        "a/users.csv b/users.csv, , 400, SEVERAL_ROSTERS, file",
        "../users.csv, , 400, UNSAFE_ARCHIVE, file",
        "inner.zip, , 400, NESTED_ARCHIVE, file",
        "[Content_Types].xml xl/workbook.xml, , 415, NOT_TEXT, file",
        "users.csv manifest.csv, mode=full, 400, MODE_NEEDS_ALL_USERS, mode",
    })
    void anArchiveThatIsNoRosterIsRefusedAndNothingOfItIsKept(
            String names, String query, int status, String code, String field) throws IOException {
        Tenant tenant = tenant();
        Set<Path> before = uploads();
        String[] files = new String[names.split(" ", -1).length * 2];
        for (int i = 0; i < files.length; i += 2) {
            files[i] = names.split(" ", -1)[i / 2];
            files[i + 1] = files[i].equals("manifest.csv") ? MANIFEST.formatted("delta") : USERS;
        }

        Answer refused = admin.post(
                        tenant.path() + "/sis/import" + (query == null ? "" : "?" + query),
                        "application/zip",
                        zip(files))
                .refused(status);

        assertThat(refused.text("/details/0/code")).isEqualTo(code);
        assertThat(refused.wrongFields()).containsExactly(field);
        assertThat(uploads()).isEqualTo(before);
        assertThat(admin.get(tenant.path() + "/sis/import").at("/meta/total").intValue())
                .isZero();
    }

    @Test
    void anArchiveWhoseRosterIsTooLargeOnceUnpackedIsRefusedAndNothingOfItIsKept() throws IOException {
        Tenant tenant = tenant();
        Set<Path> before = uploads();

        admin.post(
                        tenant.path() + "/sis/import",
                        "application/zip",
                        zip("users.csv", "user_id\n" + "0123456789\n".repeat(LARGEST_UPLOAD / 10)))
                .refused(413);

        assertThat(uploads()).isEqualTo(before);
    }

    @Test
    void aBrokenArchiveIsRefusedAndNothingOfItIsKept() throws IOException {
        Tenant tenant = tenant();
        Set<Path> before = uploads();
        byte[] zip = zip("users.csv", USERS);

        Answer refused = admin.post(
                        tenant.path() + "/sis/import", "application/zip", java.util.Arrays.copyOf(zip, zip.length - 10))
                .refused(400);

        assertThat(refused.text("/details/0/code")).isEqualTo("BROKEN_ARCHIVE");
        assertThat(uploads()).isEqualTo(before);
    }

    private static byte[] zip(String... namesAndContents) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndContents[i]));
                zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
