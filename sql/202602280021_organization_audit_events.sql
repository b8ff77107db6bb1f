-- Who did what, when; written in the transaction of the change itself. organization_id is NULL for the platform's own events.
CREATE TABLE audit_event (
    id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    organization_id BIGINT       NULL,
    at              DATETIME(6)  NOT NULL,
    actor           VARCHAR(255) NOT NULL,
    action          VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    target_type     VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    target_id       VARCHAR(64)  NOT NULL,
    before_value    LONGTEXT     NULL,
    after_value     LONGTEXT     NULL,
    request_id      VARCHAR(128) NULL,
    correlation_id  VARCHAR(128) NULL,
    KEY audit_event_organization (organization_id, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
