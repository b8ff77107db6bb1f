package dev.orgworks.domain.users;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The first administrator.
 *
 * @param email the address with which he signs in
 */
@ConfigurationProperties("orgworks.admin")
record AdministratorSettings(
        @DefaultValue("administrator@localhost") String email) {}
