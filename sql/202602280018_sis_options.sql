-- What the uploader asked for, and which upload an import repeats.
ALTER TABLE sis_import
    ADD COLUMN mode                     VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'UPSERT',
    ADD COLUMN dry_run                  BOOLEAN      NOT NULL DEFAULT FALSE,
    ADD COLUMN on_missing               VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'KEEP',
    ADD COLUMN change_threshold_percent INT          NULL COMMENT 'NULL: the setting',
    ADD COLUMN change_threshold_count   BIGINT       NULL COMMENT 'NULL: the setting',
    ADD COLUMN override_manual_edits    BOOLEAN      NOT NULL DEFAULT FALSE,
    ADD COLUMN column_mapping           LONGTEXT     NULL COMMENT 'the caller''s own mapping as JSON; NULL: he gave none',
    ADD COLUMN roster                   VARCHAR(255) NULL COMMENT 'the file taken out of an uploaded archive; NULL: the upload itself',
    ADD COLUMN own_login_key            VARCHAR(255) NULL COMMENT 'the uploader''s own learner, whom the import may not shut out';

-- The last import of each combination of bytes and options; its row is also the lock of simultaneous uploads.
CREATE TABLE sis_upload (
    organization_id BIGINT     NOT NULL,
    fingerprint     BINARY(32) NOT NULL COMMENT 'of the bytes, the options and what the columns mean',
    import_id       BIGINT     NULL,
    PRIMARY KEY (organization_id, fingerprint),
    CONSTRAINT sis_upload_organization FOREIGN KEY (organization_id) REFERENCES organization (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Mappings that somebody gave, for later uploads with the same column names.
CREATE TABLE sis_mapping (
    organization_id BIGINT       NOT NULL,
    header          BINARY(32)   NOT NULL COMMENT 'SHA-256 of the column names, without case and order',
    mapping         LONGTEXT     NOT NULL,
    updated_by      VARCHAR(255) NOT NULL,
    updated_at      DATETIME(6)  NOT NULL,
    PRIMARY KEY (organization_id, header),
    CONSTRAINT sis_mapping_organization FOREIGN KEY (organization_id) REFERENCES organization (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE access_token
    ADD COLUMN login VARCHAR(255) NULL COMMENT 'the login of the holder''s own learner';
