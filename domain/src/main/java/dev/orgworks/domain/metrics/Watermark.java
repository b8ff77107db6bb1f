package dev.orgworks.domain.metrics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Up to where an organization's facts are rolled up.
 *
 * @param zone whose local days they are; null: nothing was rolled up
 * @param through the last day, which is open still; null: there is none
 */
record Watermark(@Nullable ZoneId zone, @Nullable LocalDate through) {

    static Watermark of(ResultSet rs, int rowNumber) throws SQLException {
        String zone = rs.getString("time_zone");
        return new Watermark(zone == null ? null : ZoneId.of(zone), rs.getObject("through_day", LocalDate.class));
    }
}
