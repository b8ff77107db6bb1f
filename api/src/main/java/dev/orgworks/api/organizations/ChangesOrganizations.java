package dev.orgworks.api.organizations;

import dev.orgworks.api.http.ForbiddenException;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.organizations.ActiveOrganizations;
import dev.orgworks.domain.organizations.ChangeOrganization;
import dev.orgworks.domain.organizations.CreateOrganization;
import dev.orgworks.domain.organizations.DeleteOrganization;
import dev.orgworks.domain.organizations.FindOrganizations;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.organizations.OrganizationDraft;
import dev.orgworks.domain.users.Caller;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the contracts' controllers share: who may make organizations, and how "active" goes with making and changing them. */
@Component
class ChangesOrganizations {

    private final CreateOrganization create;
    private final ChangeOrganization change;
    private final DeleteOrganization delete;
    private final ActiveOrganizations actives;
    private final FindOrganizations organizations;

    ChangesOrganizations(
            CreateOrganization create,
            ChangeOrganization change,
            DeleteOrganization delete,
            ActiveOrganizations actives,
            FindOrganizations organizations) {
        this.create = create;
        this.change = change;
        this.delete = delete;
        this.actives = actives;
        this.organizations = organizations;
    }

    /**
     * Makes an organization for a user, or for the platform.
     *
     * @param active true: it becomes the caller's active one; his first does in any case
     */
    @Transactional
    Organization create(Caller caller, OrganizationDraft draft, @Nullable Boolean active) {
        if (caller.user() == null && !caller.isPlatformAdministrator()) {
            throw new ForbiddenException(
                    "The token is limited to some organizations and cannot make others; use one that acts as a user,"
                            + " or one without organizationIds");
        }
        Organization made = create.create(caller.actor(), caller.user(), draft);
        return Boolean.TRUE.equals(active) ? activate(caller, made) : made;
    }

    /** A slug after a name that nobody has yet; null when the name has no letter that could stand in one. */
    @Nullable
    String freeSlug(String name) {
        String slug = Texts.slug(name);
        return slug == null || organizations.slugIsFree(slug)
                ? slug
                : slug + "-" + BinaryUuid.next().toString().substring(24);
    }

    /** Changes an organization, and makes it the active one if that is asked for. */
    @Transactional
    Organization change(
            Caller caller,
            Organization seen,
            ExpectedVersion expected,
            UnaryOperator<OrganizationDraft> changes,
            @Nullable Boolean active) {
        Organization changed = change.change(caller.actor(), seen.id(), expected, changes);
        if (Boolean.TRUE.equals(active)) {
            return activate(caller, changed);
        }
        if (Boolean.FALSE.equals(active) && isActive(caller, seen)) {
            throw new InvalidInputException(
                    "active",
                    "ONE_IS_ACTIVE",
                    "active cannot be taken away, since one organization is always active; activate another instead");
        }
        return changed;
    }

    Organization activate(Caller caller, Organization organization) {
        if (caller.user() == null) {
            throw new ForbiddenException(
                    "The token acts as no user, so no organization can be active for it; use one that was made with userId");
        }
        return actives.activate(caller.actor(), caller.user(), organization.id());
    }

    void delete(Caller caller, Organization organization, ExpectedVersion expected) {
        delete.delete(caller.actor(), organization.id(), expected);
    }

    boolean isActive(Caller caller, Organization organization) {
        return active(caller) == organization.id();
    }

    /** The caller's active organization; 0, which no organization has, when there is none. */
    long active(Caller caller) {
        return caller.user() == null ? 0 : actives.of(caller.user()).orElse(0L);
    }
}
