package dev.orgworks.domain.organizations;

import dev.orgworks.domain.NotFoundException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the organization in which somebody else's sign-in says that a session is. */
@Component
public class FindSessionOrganization {

    private final JdbcClient jdbc;
    private final FindOrganizations organizations;

    FindSessionOrganization(JdbcClient jdbc, FindOrganizations organizations) {
        this.jdbc = jdbc;
        this.organizations = organizations;
    }

    /**
     * The organization's id; empty when the session has none, or it does not exist here.
     *
     * @param clerkId its id at Clerk, of whatever form
     * @param path its number or UUID here
     */
    public Optional<Long> of(@Nullable String clerkId, @Nullable String path) {
        if (clerkId != null && ClerkOrganizationId.isId(clerkId)) {
            return jdbc.sql("select id from organization where clerk_id = :clerk and deleted_at is null")
                    .param("clerk", clerkId)
                    .query(Long.class)
                    .optional();
        }
        if (path == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(organizations.byPath(path, Reach.EVERYTHING).id());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }
}
