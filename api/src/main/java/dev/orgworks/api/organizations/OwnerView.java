package dev.orgworks.api.organizations;

import dev.orgworks.domain.organizations.Owner;
import org.jspecify.annotations.Nullable;

/** An owner in the studio and learning contracts. */
record OwnerView(long id, String firstName, String lastName, String email, String role, String displayName) {

    static OwnerView of(Owner owner) {
        return new OwnerView(
                owner.id(), owner.firstName(), owner.lastName(), owner.email(), owner.role(), owner.displayName());
    }

    static @Nullable OwnerView ofNullable(@Nullable Owner owner) {
        return owner == null ? null : of(owner);
    }
}
