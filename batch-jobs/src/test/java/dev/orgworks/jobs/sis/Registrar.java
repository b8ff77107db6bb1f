package dev.orgworks.jobs.sis;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.learners.ChangeLearner;
import dev.orgworks.domain.learners.FindLearners;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.learners.LearnerChange;
import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.organizations.CreateOrganization;
import dev.orgworks.domain.organizations.OrganizationDraft;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.ImportOptions;
import dev.orgworks.domain.sis.NewImport;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.domain.sis.StartImport;
import dev.orgworks.domain.sis.Uploads;
import dev.orgworks.jobs.Worker;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Uploads rosters, edits learners by hand, and looks what came of it. */
@Component
class Registrar {

    static final String HEADER = "user_id,login_id,first_name,last_name,email,status\n";

    private final CreateOrganization organizations;
    private final Uploads uploads;
    private final StartImport start;
    private final FindImports imports;
    private final Worker worker;
    private final FindLearners learners;
    private final ChangeLearner change;
    private final JdbcClient jdbc;

    Registrar(
            CreateOrganization organizations,
            Uploads uploads,
            StartImport start,
            FindImports imports,
            Worker worker,
            FindLearners learners,
            ChangeLearner change,
            JdbcClient jdbc) {
        this.organizations = organizations;
        this.uploads = uploads;
        this.start = start;
        this.imports = imports;
        this.worker = worker;
        this.learners = learners;
        this.change = change;
        this.jdbc = jdbc;
    }

    long organization() {
        return organizations
                .create(Worker.SOMEBODY, null, OrganizationDraft.named("School " + BinaryUuid.next()))
                .id();
    }

    SisImport upload(long organization, byte[] csv) {
        return upload(organization, csv, ImportOptions.DEFAULT);
    }

    SisImport upload(long organization, byte[] csv, ImportOptions options) {
        return upload(Worker.SOMEBODY, organization, csv, options);
    }

    private SisImport upload(Actor actor, long organization, byte[] csv, ImportOptions options) {
        return start.start(
                        actor,
                        new NewImport(
                                organization,
                                "roster.csv",
                                uploads.store(new ByteArrayInputStream(csv)),
                                options,
                                true))
                .subject();
    }

    /** Uploads a roster and carries the import out. */
    SisImport imports(long organization, byte[] csv) {
        SisImport subject = upload(organization, csv);
        worker.execute(subject.runId());
        return imports.byId(subject.id());
    }

    /** Uploads these rows below {@link #HEADER}. */
    SisImport imports(long organization, String... rows) {
        return importsText(organization, HEADER + String.join("\n", rows) + "\n");
    }

    /** The same, on somebody's behalf. */
    SisImport importsAs(Actor actor, long organization, String... rows) {
        byte[] csv = (HEADER + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
        SisImport subject = upload(actor, organization, csv, ImportOptions.DEFAULT);
        worker.execute(subject.runId());
        return imports.byId(subject.id());
    }

    SisImport importsText(long organization, String csv) {
        return imports(organization, csv.getBytes(StandardCharsets.UTF_8));
    }

    Learner learner(long organization, String externalId) {
        return learners.byExternalId(organization, externalId).orElseThrow();
    }

    void edits(long organization, String externalId, Map<LearnerField, String> fields) {
        change.change(
                Worker.SOMEBODY,
                organization,
                new LearnerChange(null, externalId, LearnerChange.Act.EDIT, fields, null));
    }

    void acts(long organization, String externalId, LearnerChange.Act act) {
        change.change(Worker.SOMEBODY, organization, new LearnerChange(null, externalId, act, Map.of(), null));
    }

    /** Every column of every learner of the organization. */
    @SuppressWarnings("NullAway") // only newer JDKs see that listOfRows may hold nulls
    List<Map<String, @Nullable Object>> rows(long organization) {
        return jdbc.sql("select * from learner where organization_id = :organization order by external_key")
                .param("organization", organization)
                .query()
                .listOfRows();
    }

    /** The logins that are in use, as {@code id=login}. */
    List<String> logins(long organization) {
        return jdbc.sql("""
                        select concat(external_id, '=', login, if(login_key is null, ' (free)', '')) from learner
                        where organization_id = :organization order by external_key
                        """)
                .param("organization", organization)
                .query(String.class)
                .list();
    }

    /** What the import does with each row, as {@code row:ACTION}, with the problems of the row. */
    List<String> outcomes(SisImport subject) {
        Map<Long, String> staged = new TreeMap<>();
        LongStream.rangeClosed(1, imports.byId(subject.id()).counts().rows())
                .forEach(row -> staged.put(row, "UNCHANGED"));
        jdbc.sql("select row_no, action from sis_stage where import_id = :import")
                .param("import", subject.id())
                .query(rs -> {
                    staged.put(rs.getLong("row_no"), rs.getString("action"));
                });
        jdbc.sql("select row_no, code from sis_problem where import_id = :import order by row_no, seq")
                .param("import", subject.id())
                .query(rs -> {
                    staged.merge(rs.getLong("row_no"), rs.getString("code"), (action, code) -> action + " " + code);
                });
        return staged.entrySet().stream()
                .map(row -> row.getKey() + ":" + row.getValue())
                .toList();
    }

    @SuppressWarnings("NullAway") // only newer JDKs see that listOfRows may hold nulls
    List<Map<String, @Nullable Object>> journal(SisImport subject) {
        return jdbc.sql("select * from sis_journal where import_id = :import order by row_no")
                .param("import", subject.id())
                .query()
                .listOfRows();
    }
}
