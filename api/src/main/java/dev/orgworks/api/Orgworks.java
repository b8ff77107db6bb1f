package dev.orgworks.api;

import dev.orgworks.api.start.Launch;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The executable: API, jobs and scheduler in one process. */
@SpringBootApplication(scanBasePackages = "dev.orgworks", exclude = UserDetailsServiceAutoConfiguration.class)
public class Orgworks {

    public static void main(String[] arguments) {
        new Launch(Orgworks.class, System.getenv()).launch(arguments);
    }
}
