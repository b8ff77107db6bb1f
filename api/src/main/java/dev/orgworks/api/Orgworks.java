package dev.orgworks.api;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The executable: API, jobs and scheduler in one process. */
@SpringBootApplication(scanBasePackages = "dev.orgworks")
public class Orgworks {

    public static void main(String[] args) {
        SpringApplication.run(Orgworks.class, args);
    }
}
