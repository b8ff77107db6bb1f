-- One row behind every contract: tier, plan and status are three different things.
CREATE TABLE organization (
    id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    uuid        BINARY(16)   NOT NULL,
    name        VARCHAR(255) NOT NULL,
    slug        VARCHAR(255) NULL,
    category    VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    address     VARCHAR(500) NULL,
    tier        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'STANDARD',
    plan        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'FREE',
    status      VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'TRIAL',
    time_zone   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'UTC',
    settings    LONGTEXT     NULL,
    version     BIGINT       NOT NULL DEFAULT 0,
    created_at  DATETIME(6)  NOT NULL,
    updated_at  DATETIME(6)  NOT NULL,
    UNIQUE KEY organization_uuid (uuid),
    UNIQUE KEY organization_slug (slug)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
