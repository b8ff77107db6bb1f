package dev.orgworks.domain.organizations;

/**
 * The platform user in charge of an organization.
 *
 * @param role what he is to the platform; {@code SALES} or {@code CATEGORY_MANAGER} when he was chosen
 */
public record Owner(long id, String firstName, String lastName, String email, String role) {

    /** The label of drop-downs. */
    public String displayName() {
        return (firstName + " " + lastName).strip();
    }
}
