package dev.orgworks.domain.reports;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One figure of a summary: what a table of it has in a row.
 *
 * @param section {@code learners}, {@code seats}, {@code products}, {@code invites}, {@code imports}, {@code claims},
 *     {@code activity}, or {@code periods} for what happened in a part of the range
 * @param name as the summary has it; below a product or a status behind a dot: {@code status.ACTIVE}
 * @param startsOn the first day on which what is counted happened; null: it is how things stand
 * @param endsOn the last one
 * @param value null: there is none, such as the mean of no quizzes
 */
record SummaryFigure(
        String section,
        String name,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        @Nullable BigDecimal value) {

    /** All figures of a summary. */
    static List<SummaryFigure> all(Summary summary) {
        List<SummaryFigure> all = new ArrayList<>(totals(summary));
        for (Summary.Point point : summary.series()) {
            Adding figures = new Adding(all, "periods", point.startsOn(), point.endsOn());
            point.activity().forEach((kind, count) -> figures.add("activity." + kind, count));
            figures.add("joined", point.joined());
            figures.add("invitesSent", point.invitesSent());
            figures.add("invitesAccepted", point.invitesAccepted());
            figures.add("imports", point.imports());
            figures.add("claims", point.claims());
        }
        return all;
    }

    /** Those of the whole range. */
    static List<SummaryFigure> totals(Summary summary) {
        List<SummaryFigure> all = new ArrayList<>();
        learnersAndSeats(summary, all);
        Adding invites = happened(summary, all, "invites");
        invites.add("sent", summary.invites().sent());
        invites.add("accepted", summary.invites().accepted());
        invites.add("expired", summary.invites().expired());
        invites.add("revoked", summary.invites().revoked());
        invites.add("bounced", summary.invites().bounced());
        stand(all, "invites").add("open", summary.invites().open());
        Adding imports = happened(summary, all, "imports");
        imports.add("total", summary.imports().total());
        summary.imports().byOutcome().forEach((outcome, count) -> imports.add("outcome." + outcome, count));
        imports.add("rowsCreated", summary.imports().rowsCreated());
        imports.add("rowsUpdated", summary.imports().rowsUpdated());
        imports.add("rowsSuspended", summary.imports().rowsSuspended());
        imports.add("rowsRemoved", summary.imports().rowsRemoved());
        happened(summary, all, "claims").add("made", summary.claims().made());
        stand(all, "claims").add("waiting", summary.claims().waiting());
        Adding activity = happened(summary, all, "activity");
        activity.add("events", summary.activity().events());
        summary.activity().byKind().forEach((kind, count) -> activity.add("kind." + kind, count));
        activity.add("lessonMinutes", summary.activity().lessonMinutes());
        activity.add("quizScore", summary.activity().quizScore());
        return all;
    }

    private static void learnersAndSeats(Summary summary, List<SummaryFigure> all) {
        Adding learners = stand(all, "learners");
        learners.add("total", summary.learners().total());
        summary.learners().byStatus().forEach((status, count) -> learners.add("status." + status, count));
        learners.add("activeLast30Days", summary.learners().activeLast30Days());
        happened(summary, all, "learners").add("joined", summary.learners().joined());
        Adding seats = stand(all, "seats");
        seats.add("total", summary.seats().total());
        seats.add("used", summary.seats().used());
        seats.add("idle", summary.seats().idle());
        Adding products = stand(all, "products");
        for (Summary.Product product : summary.seats().byProduct()) {
            products.add(product.product() + ".total", product.total());
            products.add(product.product() + ".used", product.used());
            products.add(product.product() + ".idle", product.idle());
        }
    }

    /** For people: {@code Active last 30 days}. */
    String words() {
        if (section.equals("products")) {
            return name.replace(".", ": ");
        }
        String words = name.replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])", " ")
                .replaceFirst("^(status|outcome|kind)\\.", "")
                .replace('_', ' ')
                .toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The value for people. */
    String text() {
        return value == null ? "–" : String.format(Locale.ENGLISH, value.scale() > 0 ? "%,.2f" : "%,.0f", value);
    }

    /** The cells of columns of the same names. */
    byte[] @Nullable [] cells(List<ReportColumn> columns) {
        byte[] @Nullable [] cells = new byte[columns.size()] @Nullable [];
        for (int i = 0; i < cells.length; i++) {
            Object cell = switch (columns.get(i).name()) {
                case "section" -> section;
                case "name" -> name;
                case "startsOn" -> startsOn;
                case "endsOn" -> endsOn;
                default -> value == null ? null : value.toPlainString();
            };
            cells[i] = cell == null ? null : cell.toString().getBytes(StandardCharsets.UTF_8);
        }
        return cells;
    }

    /** Changes when it does, in any process. */
    long revision() {
        return Objects.hash(section, name, startsOn, endsOn, value);
    }

    private static Adding stand(List<SummaryFigure> all, String section) {
        return new Adding(all, section, null, null);
    }

    private static Adding happened(Summary summary, List<SummaryFigure> all, String section) {
        return new Adding(all, section, summary.from(), summary.to());
    }

    /** Figures of one section and span. */
    private record Adding(
            List<SummaryFigure> all,
            String section,
            @Nullable LocalDate startsOn,
            @Nullable LocalDate endsOn) {

        void add(String name, long value) {
            add(name, BigDecimal.valueOf(value));
        }

        void add(String name, @Nullable BigDecimal value) {
            all.add(new SummaryFigure(section, name, startsOn, endsOn, value));
        }
    }
}
