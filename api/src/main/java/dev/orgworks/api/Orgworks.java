package dev.orgworks.api;

import dev.orgworks.api.start.Launch;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The executable: API, jobs and scheduler in one process. */
@SpringBootApplication(scanBasePackages = "dev.orgworks")
public class Orgworks {

    public static void main(String[] arguments) {
        new Launch(Orgworks.class, System.getenv()).launch(arguments);
    }
}
