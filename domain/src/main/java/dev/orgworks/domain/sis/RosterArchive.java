package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.RosterRefusedException.Code;
import dev.orgworks.domain.sis.ZipDirectory.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which files of an archive make the roster. Names only choose among entries; none ever becomes a path.
 *
 * @param users the file with a row for each person
 * @param manifest OneRoster's manifest.csv beside it
 * @param roles OneRoster 1.2's and School Data Sync 2.1's roles.csv beside it
 * @param unused the names of the other files
 */
record RosterArchive(
        Entry users, @Nullable Entry manifest, @Nullable Entry roles, List<String> unused) {

    private static final int SHOWN_NAMES = 20;
    private static final List<String> WORKBOOK_PARTS =
            List.of("[content_types].xml", "mimetype", "index/document.iwa", "content.xml");
    private static final List<String> ARCHIVES =
            List.of(".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".bz2", ".xz", ".zst");

    /**
     * Finds the roster.
     *
     * @throws RosterRefusedException when there is none, or several, or the archive is not to be trusted or to be read
     */
    static RosterArchive of(List<Entry> all) {
        for (Entry entry : all) {
            refuseUnsafe(entry.name());
            if (WORKBOOK_PARTS.contains(entry.name().toLowerCase(Locale.ROOT))) {
                throw RosterRefusedException.notText(
                        "The file", "a workbook or another Office document (.xlsx, .ods, .docx)");
            }
        }
        if (all.stream().anyMatch(Entry::encrypted)) {
            throw new RosterRefusedException(
                    Code.ENCRYPTED_ARCHIVE,
                    "The archive is protected by a password. Make it without one; the upload is encrypted on its way"
                            + " anyway.");
        }
        List<Entry> files = all.stream()
                .filter(entry -> !entry.isFolder() && !isHidden(entry.name()))
                .toList();
        Entry users = users(files);
        for (Entry entry : files) {
            if (!entry.isReadable()) {
                throw ZipDirectory.broken("\"" + shown(entry.name())
                        + "\" is compressed in a way that only newer archivers know (method " + entry.method() + ")");
            }
        }
        Entry manifest = beside(users, "manifest.csv", files);
        Entry roles = beside(users, "roles.csv", files);
        return new RosterArchive(
                users,
                manifest,
                roles,
                files.stream()
                        .filter(entry -> !entry.equals(users) && !entry.equals(manifest) && !entry.equals(roles))
                        .map(entry -> shown(entry.name()))
                        .toList());
    }

    private static Entry users(List<Entry> files) {
        List<Entry> near = files.stream()
                .filter(entry -> entry.name().indexOf('/') == entry.name().lastIndexOf('/'))
                .filter(entry -> base(entry.name()).endsWith(".csv"))
                .toList();
        List<Entry> named = near.stream()
                .filter(entry -> base(entry.name()).equals("users.csv"))
                .toList();
        if (named.size() > 1) {
            throw new RosterRefusedException(
                    Code.SEVERAL_ROSTERS,
                    "The archive has several rosters: " + names(named) + ". Upload them one by one.");
        }
        if (named.size() == 1) {
            return named.get(0);
        }
        if (near.size() == 1) {
            return near.get(0);
        }
        if (near.isEmpty() && files.stream().anyMatch(entry -> isArchive(entry.name()))) {
            throw nested(names(files));
        }
        throw new RosterRefusedException(
                Code.NO_ROSTER_IN_ARCHIVE,
                "The archive has no users.csv, in itself or in one folder, and not exactly one other .csv. It has: "
                        + (files.isEmpty() ? "nothing" : names(files)) + ".");
    }

    static RosterRefusedException nested(String names) {
        return new RosterRefusedException(
                Code.NESTED_ARCHIVE,
                "The archive holds another archive: " + names + ". Unpack that, and upload the files in it.");
    }

    private static @Nullable Entry beside(Entry users, String base, List<Entry> files) {
        String folder = users.name().substring(0, users.name().lastIndexOf('/') + 1);
        return files.stream()
                .filter(entry -> !entry.equals(users) && entry.name().equalsIgnoreCase(folder + base))
                .findFirst()
                .orElse(null);
    }

    private static void refuseUnsafe(String name) {
        String path = name.replace('\\', '/');
        boolean outside = path.startsWith("/")
                || path.matches("^[A-Za-z]:.*")
                || Arrays.asList(path.split("/", -1)).contains("..")
                || name.chars().anyMatch(Character::isISOControl);
        if (outside) {
            throw new RosterRefusedException(
                    Code.UNSAFE_ARCHIVE,
                    "The archive has a file that would be unpacked outside of it: \"" + shown(name)
                            + "\". Make it again with an ordinary archiver.");
        }
    }

    /** What a Mac adds to an archive. */
    private static boolean isHidden(String name) {
        return name.startsWith("__MACOSX/") || base(name).startsWith(".");
    }

    private static boolean isArchive(String name) {
        return ARCHIVES.stream().anyMatch(base(name)::endsWith);
    }

    private static String base(String name) {
        return name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static String names(List<Entry> entries) {
        return entries.stream()
                .limit(SHOWN_NAMES)
                .map(entry -> shown(entry.name()))
                .collect(Collectors.joining(", ", "", entries.size() > SHOWN_NAMES ? ", …" : ""));
    }

    private static String shown(String name) {
        return RosterColumn.shortened(name.replaceAll("\\p{Cntrl}", "?"));
    }
}
