-- How runs are operated: their attempts, large ones, ones that are late, and their clearing.
ALTER TABLE job_run
    ADD COLUMN heavy      BOOLEAN     NOT NULL DEFAULT FALSE COMMENT 'large: may not take all threads of a node',
    ADD COLUMN failures   INT         NOT NULL DEFAULT 0 COMMENT 'failed attempts since somebody last enqueued it',
    ADD COLUMN alarmed_at DATETIME(6) NULL COMMENT 'when somebody was warned that it does not start',
    ADD KEY job_run_finished (finished_at, id);

CREATE TABLE job_attempt (
    run_id      BINARY(16)    NOT NULL,
    attempt     INT           NOT NULL,
    node        VARCHAR(190)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    started_at  DATETIME(6)   NOT NULL,
    ended_at    DATETIME(6)   NULL,
    outcome     VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NULL,
    error       VARCHAR(2000) NULL,
    next_try_at DATETIME(6)   NULL,
    PRIMARY KEY (run_id, attempt),
    CONSTRAINT job_attempt_run FOREIGN KEY (run_id) REFERENCES job_run (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- A run is kept as long as its import is: the question is asked for each run that is to be cleared.
CREATE INDEX sis_import_run ON sis_import (run_id);
