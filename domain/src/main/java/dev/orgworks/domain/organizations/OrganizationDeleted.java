package dev.orgworks.domain.organizations;

import dev.orgworks.domain.audit.Actor;

/** An organization is deleted by the present transaction; listeners that belong to it end what is under way there. */
public record OrganizationDeleted(Actor actor, long organizationId) {}
