-- Which user somebody is whom an issuer of JWTs knows as `subject`; at each issuer a user is one subject.
CREATE TABLE platform_identity (
    issuer     VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject    VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    user_id    BIGINT       NOT NULL,
    created_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (issuer, subject),
    UNIQUE KEY platform_identity_user (user_id, issuer),
    CONSTRAINT platform_identity_user FOREIGN KEY (user_id) REFERENCES platform_user (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
