package dev.orgworks.api.http;

import dev.orgworks.domain.users.Contract;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The API as a whole.
 *
 * @param defaultContract answers on shared routes when neither header nor token name a contract
 */
@ConfigurationProperties("orgworks.api")
record ContractSettings(@DefaultValue("learning") Contract defaultContract) {}
