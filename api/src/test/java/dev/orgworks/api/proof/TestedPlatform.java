package dev.orgworks.api.proof;

import dev.orgworks.api.Orgworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The platform for a test: of the classes that are tested, since their jar is not made yet. */
final class TestedPlatform {

    private TestedPlatform() {}

    /**
     * One that is not started yet.
     *
     * @param home its data folder
     * @param options of the Java virtual machine
     */
    static Platform in(Path home, String... options) throws IOException {
        // unpacked once for all tests; an own copy would cost seconds and 360 MB
        Files.createSymbolicLink(
                home.resolve("server"),
                Path.of(System.getProperty("orgworks.test.server", "target/database-server"))
                        .toAbsolutePath());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // it lives for seconds: starting fast is worth more than running fast
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Orgworks.class.getName()));
        return new Platform(command, home, null);
    }
}
