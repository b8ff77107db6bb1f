-- When which job runs. The next instant is computed by us, in the schedule's zone, and stored in UTC.
CREATE TABLE job_schedule (
    id              BINARY(16)   NOT NULL PRIMARY KEY COMMENT 'UUIDv7',
    organization_id BIGINT       NULL COMMENT 'NULL: the platform''s own',
    name            VARCHAR(255) NOT NULL,
    type            VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    cron            VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
    cadence         VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'JSON; either cron or cadence',
    time_zone       VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'NULL: the organization''s',
    computed_zone   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the zone of which next_at comes',
    parameters      LONGTEXT     NOT NULL,
    catch_up        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    paused_at       DATETIME(6)  NULL,
    paused_by       VARCHAR(255) NULL,
    pause_reason    VARCHAR(500) NULL,
    next_at         DATETIME(6)  NULL COMMENT 'NULL while paused',
    last_at         DATETIME(6)  NULL COMMENT 'the last scheduled instant that was enqueued',
    version         BIGINT       NOT NULL DEFAULT 0 COMMENT 'counts changes by people',
    created_by      VARCHAR(255) NOT NULL,
    created_at      DATETIME(6)  NOT NULL,
    updated_at      DATETIME(6)  NOT NULL,
    KEY job_schedule_due (next_at, id),
    KEY job_schedule_zone (time_zone, organization_id, computed_zone, next_at),
    KEY job_schedule_organization (organization_id, id),
    CONSTRAINT job_schedule_organization FOREIGN KEY (organization_id) REFERENCES organization (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Which run came of which instant: one, whoever fires it how often.
CREATE TABLE job_schedule_run (
    run_id        BINARY(16)  NOT NULL PRIMARY KEY,
    schedule_id   BINARY(16)  NOT NULL,
    scheduled_for DATETIME(6) NULL COMMENT 'NULL: somebody ran it by hand',
    UNIQUE KEY job_schedule_run_instant (schedule_id, scheduled_for),
    KEY job_schedule_run_last (schedule_id, run_id),
    CONSTRAINT job_schedule_run_run FOREIGN KEY (run_id) REFERENCES job_run (id) ON DELETE CASCADE,
    CONSTRAINT job_schedule_run_schedule FOREIGN KEY (schedule_id) REFERENCES job_schedule (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
