CREATE TABLE sis_import (
    id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    organization_id BIGINT       NOT NULL,
    run_id          BINARY(16)   NULL,
    state           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    file_name       VARCHAR(255) NOT NULL,
    size_bytes      BIGINT       NOT NULL,
    sha256          BINARY(32)   NOT NULL,
    upload          VARCHAR(255) NOT NULL COMMENT 'the file below the uploads folder',
    file_facts      LONGTEXT     NULL COMMENT 'encoding, delimiter, mapping and warnings as JSON, once read',
    rows_staged     BIGINT       NOT NULL DEFAULT 0,
    rows_blank      BIGINT       NOT NULL DEFAULT 0,
    rows_created    BIGINT       NOT NULL DEFAULT 0,
    rows_updated    BIGINT       NOT NULL DEFAULT 0,
    rows_unchanged  BIGINT       NOT NULL DEFAULT 0,
    rows_suspended  BIGINT       NOT NULL DEFAULT 0,
    rows_removed    BIGINT       NOT NULL DEFAULT 0,
    rows_rejected   BIGINT       NOT NULL DEFAULT 0,
    rows_duplicate  BIGINT       NOT NULL DEFAULT 0,
    rows_warned     BIGINT       NOT NULL DEFAULT 0,
    created_by      VARCHAR(255) NOT NULL,
    created_at      DATETIME(6)  NOT NULL,
    finished_at     DATETIME(6)  NULL,
    KEY sis_import_organization (organization_id, id),
    CONSTRAINT sis_import_organization FOREIGN KEY (organization_id) REFERENCES organization (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row a data row of the upload. NULL in a field: the file says nothing; '': the file clears it.
CREATE TABLE sis_stage (
    import_id       BIGINT       NOT NULL,
    row_no          BIGINT       NOT NULL,
    line_no         BIGINT       NOT NULL,
    byte_offset     BIGINT       NOT NULL,
    external_key    VARCHAR(255) NULL,
    login_key       VARCHAR(255) NULL,
    row_hash        BINARY(16)   NULL COMMENT 'of all values, to tell a repeated row from a contradicting one',
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
    action          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'NULL until planned',
    login_move      BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'its login is freed or taken together with another row''s',
    learner_id      BIGINT       NULL,
    learner_version BIGINT       NULL,
    applied         BOOLEAN      NOT NULL DEFAULT FALSE,
    PRIMARY KEY (import_id, row_no),
    KEY sis_stage_external_key (import_id, external_key),
    KEY sis_stage_login_key (import_id, login_key),
    KEY sis_stage_learner (import_id, learner_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Errors and warnings of rows.
CREATE TABLE sis_problem (
    import_id   BIGINT        NOT NULL,
    row_no      BIGINT        NOT NULL,
    seq         INT           NOT NULL,
    severity    VARCHAR(8)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    code        VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    line_no     BIGINT        NOT NULL,
    byte_offset BIGINT        NOT NULL,
    column_name VARCHAR(255)  NULL,
    message     VARCHAR(1000) NOT NULL,
    PRIMARY KEY (import_id, row_no, seq)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What an applied row replaced: the learner as it was before (fields NULL for a created one), and the versions around it.
CREATE TABLE sis_journal (
    import_id       BIGINT       NOT NULL,
    row_no          BIGINT       NOT NULL,
    learner_id      BIGINT       NOT NULL,
    action          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version_before  BIGINT       NULL,
    version_after   BIGINT       NOT NULL,
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
    import_before   BIGINT       NULL,
    updated_before  DATETIME(6)  NULL,
    PRIMARY KEY (import_id, row_no)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
