-- Staging keeps what a row does, not what it says: the comparison with the live learners happens while the file is read.
-- Imports under way have rows of the old form; they end here and are uploaded again.
UPDATE job_run SET state = 'FAILED', error = 'Orgworks was upgraded while the import was under way; upload the file again'
WHERE type = 'sisImport' AND state IN ('QUEUED', 'RUNNING', 'CANCELLING');
UPDATE sis_import SET state = 'FAILED' WHERE state IN ('QUEUED', 'STAGING', 'PLANNING', 'APPLYING');

DROP TABLE sis_stage;

-- One row for each data row that does something or was rejected; a row without one leaves its learner as he is. The fields
-- hold the learner as the row makes him (all NULL where it writes none). Numbers beyond the file's rows are learners whom a
-- full roster does not name.
CREATE TABLE sis_stage (
    import_id       BIGINT       NOT NULL,
    row_no          BIGINT       NOT NULL,
    line_no         BIGINT       NOT NULL,
    byte_offset     BIGINT       NOT NULL,
    action          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    moves           TINYINT      NOT NULL DEFAULT 0 COMMENT '1: its login is to be freed or taken together with another row''s; 2: that was done',
    learner_id      BIGINT       NULL COMMENT 'NULL for a learner to be created',
    learner_version BIGINT       NULL COMMENT 'the version that the row was compared with',
    changed_fields  INT          NOT NULL DEFAULT 0 COMMENT 'bits of LearnerField that the row changes',
    kept_fields     INT          NOT NULL DEFAULT 0 COMMENT 'bits of LearnerField that it would change, had nobody edited them by hand',
    manual_fields   INT          NULL,
    external_key    VARCHAR(255) NULL,
    login_key       VARCHAR(255) NULL,
    external_id     VARCHAR(255) NULL,
    login           VARCHAR(255) NULL,
    first_name      VARCHAR(255) NULL,
    last_name       VARCHAR(255) NULL,
    display_name    VARCHAR(255) NULL,
    email           VARCHAR(255) NULL,
    role            VARCHAR(64)  NULL,
    grade           VARCHAR(64)  NULL,
    school          VARCHAR(255) NULL,
    status          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    PRIMARY KEY (import_id, row_no)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The rows that one transaction staged, one behind the other; so much of the file was read.
CREATE TABLE sis_unit (
    import_id    BIGINT NOT NULL,
    first_row    BIGINT NOT NULL,
    last_row     BIGINT NOT NULL,
    byte_offset  BIGINT NOT NULL COMMENT 'of its first row',
    line_no      BIGINT NOT NULL,
    blank_before BIGINT NOT NULL COMMENT 'blank lines before its first row',
    byte_end     BIGINT NOT NULL COMMENT 'behind its last row',
    blank_end    BIGINT NOT NULL,
    staged       BIGINT NOT NULL COMMENT 'rows that came into sis_stage',
    unnamed      BIGINT NOT NULL COMMENT 'rows of which not even the id can be read',
    PRIMARY KEY (import_id, first_row)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Rows that depend on others, settled when all are known. ID, LOGIN: the row repeats another_row's id or login. HELD: its login is
-- another_learner's. GIVES: it frees another_learner's login. TAKES: it comes back with the login taken, which the file does not say.
CREATE TABLE sis_contest (
    import_id       BIGINT       NOT NULL,
    kind            VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    row_no          BIGINT       NOT NULL,
    another_row     BIGINT       NULL,
    another_learner BIGINT       NULL,
    login_key       VARCHAR(255) NULL,
    PRIMARY KEY (import_id, kind, row_no),
    KEY sis_contest_row (import_id, kind, another_row),
    KEY sis_contest_learner (import_id, kind, another_learner),
    KEY sis_contest_login (import_id, kind, login_key)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The learners whom a full roster names.
CREATE TABLE sis_seen (
    import_id  BIGINT NOT NULL,
    learner_id BIGINT NOT NULL,
    PRIMARY KEY (import_id, learner_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE sis_import
    ADD COLUMN rows_missing  BIGINT NOT NULL DEFAULT 0 COMMENT 'learners whom a full roster does not name',
    ADD COLUMN first_learner BIGINT NULL COMMENT 'a created learner''s id is this and the row''s number',
    ADD COLUMN guard_facts   LONGTEXT NULL COMMENT 'what the guard measured and found, as JSON',
    ADD COLUMN planned_at    DATETIME(6) NULL;

ALTER TABLE sis_journal ADD COLUMN manual_fields INT NULL;

-- Ids of learners are drawn here in ranges, so that an import knows the ids of thousands of new learners before it writes them.
CREATE TABLE learner_ids (
    only_row BOOLEAN NOT NULL PRIMARY KEY,
    next_id  BIGINT  NOT NULL
) ENGINE = InnoDB;
INSERT INTO learner_ids (only_row, next_id) SELECT TRUE, coalesce(max(id), 0) + 1 FROM learner;
ALTER TABLE learner MODIFY COLUMN id BIGINT NOT NULL;
