package dev.orgworks.domain.organizations;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.InvalidInputException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What making and changing an organization have in common: the columns, the owner's check, the names that may be taken. */
@Component
class WriteOrganization {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    WriteOrganization(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    JdbcClient.StatementSpec fill(JdbcClient.StatementSpec statement, OrganizationDraft draft) {
        return statement
                .param("name", draft.name())
                .param("slug", draft.slug())
                .param(
                        "category",
                        draft.category() == null ? null : draft.category().name())
                .param("owner", draft.owner())
                .param("address", draft.address())
                .param("tier", draft.tier().name())
                .param("plan", draft.plan().name())
                .param("status", draft.status().name())
                .param("timeZone", draft.timeZone().getId())
                .param("settings", json.writeValueAsString(draft.settings()));
    }

    /** An owner is an active user who sells or looks after a category; his row stays as it is until the transaction ends. */
    void checkOwner(@Nullable Long owner) {
        if (owner == null) {
            return;
        }
        boolean fits = jdbc.sql("""
                        select 1 from platform_user
                        where id = :owner and active and role in ('SALES', 'CATEGORY_MANAGER') lock in share mode
                        """)
                .param("owner", owner)
                .query(Integer.class)
                .optional()
                .isPresent();
        if (!fits) {
            throw new InvalidInputException(
                    "ownerId",
                    "NO_OWNER",
                    "ownerId " + owner + " is not an active user of the role SALES or CATEGORY_MANAGER;"
                            + " GET /api/organizations/owners lists those who are");
        }
    }

    /** Tells from the violated key which name is taken. */
    void unlessTaken(OrganizationDraft draft, Runnable statement) {
        try {
            statement.run();
        } catch (DuplicateKeyException e) {
            if (String.valueOf(e.getMessage()).contains("organization_slug")) {
                throw new ConflictException(
                        "SLUG_TAKEN",
                        "An organization with the slug \"" + draft.slug() + "\" already exists; choose another");
            }
            throw new ConflictException("NAME_TAKEN", "An organization with this name already exists");
        }
    }
}
