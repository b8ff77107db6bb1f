-- What people see of a run, and the truth about it; Quartz and Spring Batch only know how to carry it out.
CREATE TABLE job_run (
    id                  BINARY(16)   NOT NULL PRIMARY KEY COMMENT 'UUIDv7: sorts by time',
    organization_id     BIGINT       NULL,
    type                VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payload             LONGTEXT     NOT NULL,
    payload_hash        BINARY(32)   NOT NULL,
    dedup_key           VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
    exclusive_key       VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'runs of one key never overlap',
    priority            INT          NOT NULL,
    state               VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    not_before          DATETIME(6)  NULL,
    attempts            INT          NOT NULL DEFAULT 0,
    node                VARCHAR(190) CHARACTER SET ascii COLLATE ascii_bin NULL,
    cancel_requested_at DATETIME(6)  NULL,
    phase               VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    phase_started_at    DATETIME(6)  NULL,
    progress_base       BIGINT       NOT NULL DEFAULT 0 COMMENT 'what was done when phase_started_at was noted',
    progress_done       BIGINT       NOT NULL DEFAULT 0,
    progress_total      BIGINT       NULL,
    event_seq           BIGINT       NOT NULL DEFAULT 0,
    batch_execution_id  BIGINT       NULL,
    outcome             LONGTEXT     NULL,
    error               VARCHAR(2000) NULL,
    created_by          VARCHAR(255) NOT NULL,
    created_at          DATETIME(6)  NOT NULL,
    started_at          DATETIME(6)  NULL,
    finished_at         DATETIME(6)  NULL,
    running_key         VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin GENERATED ALWAYS AS
        (CASE WHEN state IN ('RUNNING', 'CANCELLING') THEN exclusive_key END) VIRTUAL,
    UNIQUE KEY job_run_dedup (dedup_key),
    UNIQUE KEY job_run_running (running_key),
    KEY job_run_exclusive (exclusive_key, state, id),
    KEY job_run_state (state, priority, id),
    KEY job_run_organization (organization_id, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What happened in a run, in order: seq is drawn under the run's row lock, so that no later event is seen before an earlier one.
CREATE TABLE job_event (
    run_id  BINARY(16)    NOT NULL,
    seq     BIGINT        NOT NULL,
    kind    VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    at      DATETIME(6)   NOT NULL,
    data    LONGTEXT      NOT NULL,
    PRIMARY KEY (run_id, seq),
    CONSTRAINT job_event_run FOREIGN KEY (run_id) REFERENCES job_run (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
