package dev.orgworks.domain.users;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes the first administrator at the first start, as whom the administrator's token acts, with a password for one use. */
@Component
@EnableConfigurationProperties(AdministratorSettings.class)
public class FirstAdministrator implements InitializingBean {

    private static final int PASSWORD_BYTES = 15;

    /** With what somebody signs in for the first time. */
    public record Credentials(String email, Password password) {}

    private final JdbcClient jdbc;
    private final HashPasswords passwords;
    private final AdministratorSettings settings;
    private final InstantSource clock;
    private @Nullable Credentials made;

    FirstAdministrator(JdbcClient jdbc, HashPasswords passwords, AdministratorSettings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.settings = settings;
        this.clock = clock;
    }

    /** The address's unique key decides between nodes that start at once. */
    @Override
    public void afterPropertiesSet() {
        boolean there = jdbc.sql("select count(*) from platform_user where role = 'ADMIN'")
                        .query(Long.class)
                        .single()
                > 0;
        if (there) {
            return;
        }
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        Password password = new Password(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        int inserted = jdbc.sql("""
                        insert ignore into platform_user (first_name, last_name, email, email_key, role, password_hash,
                                                          must_change_password, created_at, updated_at)
                        select 'First', 'Administrator', :email, :key, 'ADMIN', :hash, true, :now, :now
                        from dual where not exists (select 1 from platform_user where role = 'ADMIN')
                        """)
                .param("email", settings.email())
                .param("key", EmailKey.of(settings.email()))
                .param("hash", passwords.hash(password))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (inserted == 1) {
            made = new Credentials(settings.email(), password);
        }
    }

    /** The password of the administrator whom this process has just made; it is given once only. */
    public synchronized Optional<Credentials> takeCredentials() {
        Optional<Credentials> taken = Optional.ofNullable(made);
        made = null;
        return taken;
    }
}
