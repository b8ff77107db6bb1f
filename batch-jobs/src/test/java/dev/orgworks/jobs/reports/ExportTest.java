package dev.orgworks.jobs.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.database.Sha256;
import dev.orgworks.domain.learners.LearnerIds;
import dev.orgworks.domain.organizations.CreateOrganization;
import dev.orgworks.domain.organizations.OrganizationDraft;
import dev.orgworks.domain.reports.ExportDefinition;
import dev.orgworks.domain.reports.ExportState;
import dev.orgworks.domain.reports.ExportStore;
import dev.orgworks.domain.reports.FindExports;
import dev.orgworks.domain.reports.ReportExport;
import dev.orgworks.domain.reports.ReportFormat;
import dev.orgworks.domain.reports.ReportType;
import dev.orgworks.domain.reports.RequestExport;
import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Exports of an organization with 1,000 learners, in pages of a hundred. */
@JobsTest
class ExportTest {

    private static final ExportDefinition LEARNERS = definition(ReportType.LEARNERS, ReportFormat.CSV, Map.of());

    private final RequestExport request;
    private final FindExports exports;
    private final ExportStore store;
    private final Worker worker;
    private final JdbcClient jdbc;
    private long organization;
    private long firstId;

    @Autowired
    ExportTest(RequestExport request, FindExports exports, ExportStore store, Worker worker, JdbcClient jdbc) {
        this.request = request;
        this.exports = exports;
        this.store = store;
        this.worker = worker;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void aThousandLearners(@Autowired CreateOrganization create, @Autowired LearnerIds ids) {
        organization = create.create(Worker.SOMEBODY, null, OrganizationDraft.named("School " + BinaryUuid.next()))
                .id();
        firstId = ids.draw(1_001);
        jdbc.sql("""
                        insert into learner (id, organization_id, external_key, login_key, external_id, login, first_name, status,
                                             created_at, updated_at)
                        with recursive n (i) as (select 1 union all select i + 1 from n where i < 1000)
                        select :first + i, :organization, concat('k', lpad(i, 4, '0')), concat('k', i), concat('K', lpad(i, 4, '0')),
                               concat('K', i), concat('Ada ', i), 'ACTIVE', '2026-03-08 06:59:59.5', '2026-03-08 07:00:00'
                        from n
                        """)
                .param("first", firstId)
                .param("organization", organization)
                .update();
    }

    @Test
    void a_file_has_every_learner_once_in_order() {
        ReportExport export = export(LEARNERS);

        List<String> lines = text(export).lines().toList();
        assertThat(lines).hasSize(1_001);
        assertThat(lines.get(0))
                .isEqualTo("externalId,login,firstName,lastName,displayName,email,role,grade,school,status,id,"
                        + "createdAt,updatedAt");
        assertThat(lines.subList(1, 1_001)).isSorted().allMatch(line -> line.matches("K\\d{4},K\\d+,Ada \\d+,,,.*"));
        assertThat(export.state()).isEqualTo(ExportState.COMPLETED);
        assertThat(export.rows()).isEqualTo(1_000);
        assertThat(export.sha256()).isEqualTo(HexFormat.of().formatHex(Sha256.of(text(export))));
        assertThat(export.asOf()).isBetween(export.createdAt(), export.finishedAt());
    }

    @Test
    void columns_filters_and_the_time_zone_are_those_that_were_asked_for() {
        jdbc.sql(
                        "update learner set school = '=1+1', status = 'SUSPENDED' where organization_id = :id and external_key = 'k0007'")
                .param("id", organization)
                .update();

        ReportExport export = export(new ExportDefinition(
                ReportType.LEARNERS,
                ReportFormat.CSV,
                Map.of("status", List.of("suspended"), "from", "2026-03-08", "to", "2026-03-08"),
                List.of("school", "externalId", "createdAt", "updatedAt"),
                ZoneId.of("America/New_York")));

        assertThat(text(export)).isEqualToNormalizingNewlines("""
                        school,externalId,createdAt,updatedAt
                        '=1+1,K0007,2026-03-08T01:59:59.5-05:00,2026-03-08T03:00:00-04:00
                        """);
    }

    @ParameterizedTest
    @EnumSource(names = {"LEARNERS", "LICENSES", "INVITES", "AUDIT", "IMPORTS", "ACTIVITY", "TEAM_PERFORMANCE"})
    void each_report_can_be_read(ReportType type) {
        assertThat(text(export(definition(type, ReportFormat.JSONL, Map.of()))).lines())
                .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(text(export(definition(type, ReportFormat.CSV, Map.of())))
                        .lines()
                        .findFirst())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LEARNERS | PDF | colour | red        | format
            LEARNERS | CSV | colour | red        | filters.colour
            LEARNERS | CSV | status | LAZY       | filters.status
            LEARNERS | CSV | from   | yesterday  | filters.from
            LICENSES | CSV | poolId | 1.5        | filters.poolId
            """)
    void what_there_is_not_is_refused(ReportType type, ReportFormat format, String filter, String value, String field) {
        assertThatThrownBy(() ->
                        request.request(Worker.SOMEBODY, organization, definition(type, format, Map.of(filter, value))))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refused -> assertThat(refused.details().get(0).field()).isEqualTo(field));
        assertThat(jdbc.sql("select count(*) from report_export where organization_id = :id")
                        .param("id", organization)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void what_others_write_meanwhile_is_not_in_the_file() {
        String before = text(export(LEARNERS));

        String meanwhile = text(disturbed(350, """
                update learner set first_name = 'Eve', version = version + 1 where organization_id = new.organization_id;
                delete from learner where organization_id = new.organization_id and external_key > 'k0900';
                insert into learner (id, organization_id, external_key, external_id, login, status, created_at, updated_at)
                values (%d, new.organization_id, 'k0999x', 'K0999x', 'x', 'ACTIVE', now(6), now(6));
                """.formatted(firstId)));

        assertThat(meanwhile).isEqualTo(before);
        assertThat(text(export(LEARNERS))).isNotEqualTo(before);
    }

    @Test
    void an_export_that_was_interrupted_goes_on_behind_what_was_written() {
        String undisturbed = text(export(LEARNERS));

        ReportExport interrupted = interrupted(500);
        assertThat(interrupted.state()).isEqualTo(ExportState.FAILED);
        assertThat(interrupted.error()).isNotBlank();
        worker.restart(interrupted.runId());

        assertThat(text(again(interrupted))).isEqualTo(undisturbed);
        assertThat(pages(interrupted)).isEqualTo(10);
    }

    @Test
    void what_has_changed_behind_the_interruption_is_in_the_file() {
        ReportExport interrupted = interrupted(500);
        change("k0800");
        worker.restart(interrupted.runId());

        assertThat(text(again(interrupted))).contains("K0800,K800,Eve").isEqualTo(text(export(LEARNERS)));
        assertThat(pages(interrupted)).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"k0100", "k0500", "'k0003'"})
    void when_something_that_was_written_has_changed_since_the_file_is_begun_anew(String key) {
        ReportExport interrupted = interrupted(500);
        change(key);
        worker.restart(interrupted.runId());

        assertThat(text(again(interrupted))).contains(",Eve,").isEqualTo(text(export(LEARNERS)));
        assertThat(pages(interrupted)).isEqualTo(15);
    }

    @Test
    void a_working_file_that_was_damaged_is_begun_anew() throws IOException {
        String undisturbed = text(export(LEARNERS));
        ReportExport interrupted = interrupted(500);
        var file = Path.of("target/test-reports/work", interrupted.id() + ".rows");
        byte[] bytes = Files.readAllBytes(file);
        bytes[1_000]++;
        Files.write(file, bytes);

        worker.restart(interrupted.runId());

        assertThat(text(again(interrupted))).isEqualTo(undisturbed);
    }

    private void change(String key) {
        assertThat(jdbc.sql("""
                        update learner set first_name = 'Eve', version = version + 1
                        where organization_id = :id and external_key = :key
                        """).param("id", organization).param("key", key).update())
                .isOne();
    }

    /** While the export's page with so many rows is committed, something is done. */
    private ReportExport disturbed(int rows, String statements) {
        ReportExport export = request.request(Worker.SOMEBODY, organization, LEARNERS);
        jdbc.sql("""
                        create trigger disturb_export after update on report_export for each row begin
                            if new.id = %d and new.row_count >= %d and old.row_count < %2$d then %s end if;
                        end
                        """.formatted(export.id(), rows, statements)).update();
        try {
            worker.execute(export.runId());
        } finally {
            jdbc.sql("drop trigger disturb_export").update();
        }
        return again(export);
    }

    /** An export that failed when it had written so many rows, and was about to write more. */
    private ReportExport interrupted(int rows) {
        return disturbed(rows + 1, "signal sqlstate '45000' set message_text = 'that is enough';");
    }

    /** How many pages were committed in all attempts. */
    private long pages(ReportExport export) {
        return jdbc.sql("""
                        select sum(s.WRITE_COUNT) from BATCH_STEP_EXECUTION s
                        join BATCH_JOB_EXECUTION_PARAMS p on p.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID
                        where s.STEP_NAME = 'rows' and p.PARAMETER_VALUE = :run
                        """)
                .param("run", export.runId().toString())
                .query(Long.class)
                .single();
    }

    private ReportExport export(ExportDefinition definition) {
        ReportExport export = request.request(Worker.SOMEBODY, organization, definition);
        var attempt = worker.execute(export.runId());
        assertThat(attempt.failure()).isNull();
        assertThat(attempt.ending()).isEqualTo(Ending.COMPLETED);
        return again(export);
    }

    private ReportExport again(ReportExport export) {
        return exports.byId(organization, export.id());
    }

    private String text(ReportExport export) {
        try (var in =
                store.open(Objects.requireNonNull(export.storedAs()), 0, Objects.requireNonNull(export.sizeBytes()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ExportDefinition definition(ReportType type, ReportFormat format, Map<String, Object> filters) {
        return new ExportDefinition(type, format, filters, List.of(), null);
    }
}
