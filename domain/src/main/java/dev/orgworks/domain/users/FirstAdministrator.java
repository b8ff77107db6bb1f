package dev.orgworks.domain.users;

import java.sql.Timestamp;
import java.time.InstantSource;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes the first administrator at the first start, as whom the administrator's token acts. */
@Component
@EnableConfigurationProperties(AdministratorSettings.class)
class FirstAdministrator implements InitializingBean {

    private final JdbcClient jdbc;
    private final AdministratorSettings settings;
    private final InstantSource clock;

    FirstAdministrator(JdbcClient jdbc, AdministratorSettings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** The address's unique key decides between nodes that start at once. */
    @Override
    public void afterPropertiesSet() {
        jdbc.sql("""
                        insert ignore into platform_user (first_name, last_name, email, email_key, role, created_at, updated_at)
                        select 'First', 'Administrator', :email, lower(:email), 'ADMIN', :now, :now
                        from dual where not exists (select 1 from platform_user where role = 'ADMIN')
                        """)
                .param("email", settings.email())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }
}
