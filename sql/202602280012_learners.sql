-- external_key and login_key are computed by LearnerKeys alone; SQL compares bytes, so both always agree.
-- A removed learner keeps its login for display and gives up login_key, so that somebody else can have the login.
CREATE TABLE learner (
    id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    organization_id BIGINT       NOT NULL,
    external_key    VARCHAR(255) NOT NULL,
    login_key       VARCHAR(255) NULL,
    external_id     VARCHAR(255) NOT NULL,
    login           VARCHAR(255) NOT NULL,
    first_name      VARCHAR(255) NULL,
    last_name       VARCHAR(255) NULL,
    display_name    VARCHAR(255) NULL,
    email           VARCHAR(255) NULL,
    role            VARCHAR(64)  NULL,
    grade           VARCHAR(64)  NULL,
    school          VARCHAR(255) NULL,
    status          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    manual_fields   INT          NOT NULL DEFAULT 0 COMMENT 'bits of LearnerField edited by hand',
    import_id       BIGINT       NULL COMMENT 'the import that wrote this row last',
    version         BIGINT       NOT NULL DEFAULT 1,
    created_at      DATETIME(6)  NOT NULL,
    updated_at      DATETIME(6)  NOT NULL,
    UNIQUE KEY learner_external_key (organization_id, external_key),
    UNIQUE KEY learner_login_key (organization_id, login_key),
    KEY learner_status (organization_id, status),
    CONSTRAINT learner_organization FOREIGN KEY (organization_id) REFERENCES organization (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
