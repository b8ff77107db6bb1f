-- People who run organizations: owners, category managers, administrators. Neither learners nor a support desk's users.
CREATE TABLE platform_user (
    id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    first_name    VARCHAR(100) NOT NULL,
    last_name     VARCHAR(100) NOT NULL,
    email         VARCHAR(254) NOT NULL,
    email_key     VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'the address without regard to case',
    role          VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    active        BOOLEAN      NOT NULL DEFAULT TRUE,
    password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'NULL: no password opens anything',
    version       BIGINT       NOT NULL DEFAULT 0,
    created_at    DATETIME(6)  NOT NULL,
    updated_at    DATETIME(6)  NOT NULL,
    UNIQUE KEY platform_user_email (email_key)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
