package dev.orgworks.api.start;

import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A process of its own that starts and ends as Orgworks does, without its features. */
@Configuration(proxyBeanMethods = false)
class SmallApplication {

    @Bean
    AutoCloseable work() {
        if (Boolean.getBoolean("fail")) {
            throw new IllegalStateException("the 13th migration failed");
        }
        var worker = Executors.newSingleThreadExecutor();
        worker.execute(() -> System.out.println("working"));
        return () -> {
            System.out.println("drained, database alive: "
                    + ProcessHandle.current().children().anyMatch(ProcessHandle::isAlive));
            worker.shutdown();
        };
    }

    public static void main(String[] arguments) {
        var launch = new Launch(SmallApplication.class, System.getenv());
        launch.launch("--spring.main.web-application-type=none", "--spring.config.name=small");
        System.gc();
        System.out.println("up");
    }
}
