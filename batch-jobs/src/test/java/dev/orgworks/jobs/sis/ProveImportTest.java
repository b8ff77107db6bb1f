package dev.orgworks.jobs.sis;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.sis.CountImport;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.jobs.JobsTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@JobsTest
class ProveImportTest {

    private final Registrar registrar;
    private final CountImport count;
    private final JdbcClient jdbc;

    @Autowired
    ProveImportTest(Registrar registrar, CountImport count, JdbcClient jdbc) {
        this.registrar = registrar;
        this.count = count;
        this.jdbc = jdbc;
    }

    @Test
    void an_import_that_was_carried_out_adds_up() {
        SisImport done = imported();

        assertThatCode(() -> count.prove(done, done.counts())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from learner where import_id = :import and external_id = 'A1'",
                "update learner set import_id = null where import_id = :import and external_id = 'A1'",
                "delete from sis_journal where import_id = :import and row_no = 1",
                "insert into sis_journal (import_id, row_no, learner_id, action, version_after) values (:import, 9, 9, 'UPDATE', 2)",
                "update learner set version = 1 where import_id = :import and external_id = 'B1'",
                "update sis_unit set byte_end = byte_end - 1 where import_id = :import",
                "delete from sis_unit where import_id = :import"
            })
    void whatever_is_missing_or_too_many_is_found(String damage) {
        SisImport done = imported();

        jdbc.sql(damage)
                .param("import", done.id())
                .param("organization", done.organizationId())
                .update();

        assertThatThrownBy(() -> count.prove(done, done.counts()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not add up");
    }

    private SisImport imported() {
        long school = registrar.organization();
        registrar.imports(school, "B1,bob,,,,active", "X1,xen,,,,active");
        return registrar.imports(school, "A1,ann,,,,active", "B1,bob,Bob,,,active", "C1,,,,,active");
    }
}
