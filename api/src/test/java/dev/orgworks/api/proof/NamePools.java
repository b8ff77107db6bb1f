package dev.orgworks.api.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Invents learners: the same number always gives the same learner. */
final class NamePools {

    private final List<String> firstNames = pool("firstnames.csv", Charset.forName("windows-1252"));
    private final List<String> lastNames = pool("lastnames.csv", StandardCharsets.UTF_8);
    private final List<String> grades = pool("grades.csv", StandardCharsets.UTF_8);
    private final List<String> schools = pool("orgs.csv", StandardCharsets.UTF_8);

    Person person(long number) {
        SplittableRandom random = new SplittableRandom(number);
        String first = one(firstNames, random);
        String last = one(lastNames, random);
        return new Person(
                Long.toString(100_000_000 + number),
                login(first) + "." + login(last) + Long.toString(number, Character.MAX_RADIX),
                first,
                last,
                one(grades, random),
                one(schools, random),
                "active");
    }

    private static String one(List<String> pool, SplittableRandom random) {
        return pool.get(random.nextInt(pool.size()));
    }

    private static String login(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    private static List<String> pool(String name, Charset charset) {
        try (InputStream in = NamePools.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("No pool " + name);
            }
            return new String(in.readAllBytes(), charset)
                    .replace("\uFEFF", "")
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
