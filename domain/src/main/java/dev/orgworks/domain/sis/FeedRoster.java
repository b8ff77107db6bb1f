package dev.orgworks.domain.sis;

import org.springframework.stereotype.Component;

/** Opens an upload for staging, behind what was staged before. */
@Component
public class FeedRoster {

    private final Uploads uploads;
    private final FindUnits units;

    FeedRoster(Uploads uploads, FindUnits units) {
        this.uploads = uploads;
        this.units = units;
    }

    /** Begins to read the upload of an import that was inspected. */
    public RosterFeed open(SisImport subject) {
        return uploads.feed(subject, units.staged(subject.id()));
    }
}
