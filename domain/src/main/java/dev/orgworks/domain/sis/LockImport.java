package dev.orgworks.domain.sis;

import dev.orgworks.domain.NotFoundException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Holds an import as it is while somebody decides what becomes of it. */
@Component
class LockImport {

    private final JdbcClient jdbc;
    private final FindImports imports;

    LockImport(JdbcClient jdbc, FindImports imports) {
        this.jdbc = jdbc;
        this.imports = imports;
    }

    /**
     * The import, locked until the transaction ends.
     *
     * @throws NotFoundException when the organization has none of this id
     */
    @Transactional(propagation = Propagation.MANDATORY)
    SisImport lock(long organizationId, long importId) {
        jdbc.sql("select id from sis_import where id = :import for update")
                .param("import", importId)
                .query(Long.class)
                .optional();
        return imports.byId(organizationId, importId);
    }
}
