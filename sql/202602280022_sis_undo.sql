-- An undone learner has his old version again, for his content is the old one; a version that was ever in use must not come
-- to stand for another content. So the next change counts on from the highest one.
ALTER TABLE learner
    ADD COLUMN top_version BIGINT NULL COMMENT 'the highest version before an undo took the learner back; NULL: none did';

ALTER TABLE sis_journal
    ADD COLUMN undone BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE sis_import
    ADD COLUMN upload_cleared_at  DATETIME(6) NULL,
    ADD COLUMN staging_cleared_at DATETIME(6) NULL,
    ADD COLUMN journal_cleared_at DATETIME(6) NULL,
    ADD KEY sis_import_finished (finished_at);

CREATE TABLE sis_undo (
    import_id    BIGINT       NOT NULL PRIMARY KEY,
    run_id       BINARY(16)   NOT NULL COMMENT 'the last run that was to undo the import',
    state_before VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    restored     BIGINT       NULL COMMENT 'learners taken back; NULL until it is proved, like the other counts',
    deleted      BIGINT       NULL COMMENT 'learners whom the import had created',
    kept         BIGINT       NULL,
    created_by   VARCHAR(255) NOT NULL,
    created_at   DATETIME(6)  NOT NULL,
    finished_at  DATETIME(6)  NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Journal rows whose logins go back from one learner to another: those that want a login which somebody has, and his.
CREATE TABLE sis_undo_move (
    import_id  BIGINT       NOT NULL,
    row_no     BIGINT       NOT NULL,
    learner_id BIGINT       NOT NULL,
    login_key  VARCHAR(255) NULL COMMENT 'the login wanted; NULL: none',
    holder_id  BIGINT       NULL COMMENT 'the learner who had it when the logins were compared',
    PRIMARY KEY (import_id, row_no),
    KEY sis_undo_move_learner (import_id, learner_id),
    KEY sis_undo_move_holder (import_id, holder_id),
    KEY sis_undo_move_login (import_id, login_key)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Journal rows that were not undone.
CREATE TABLE sis_undo_kept (
    import_id  BIGINT      NOT NULL,
    row_no     BIGINT      NOT NULL,
    learner_id BIGINT      NOT NULL,
    why        VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    holder_id  BIGINT      NULL COMMENT 'the learner who has the login that the row wants back',
    PRIMARY KEY (import_id, row_no)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
