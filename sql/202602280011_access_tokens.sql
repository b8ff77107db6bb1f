-- Opaque bearer tokens. Only the SHA-256 of a secret is kept; the first characters help people to tell tokens apart.
CREATE TABLE access_token (
    id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name        VARCHAR(255) NOT NULL,
    hash        BINARY(32)   NOT NULL,
    hint        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    role        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    all_organizations BOOLEAN NOT NULL,
    expires_at  DATETIME(6)  NULL,
    revoked_at  DATETIME(6)  NULL,
    created_by  VARCHAR(255) NOT NULL,
    created_at  DATETIME(6)  NOT NULL,
    UNIQUE KEY access_token_hash (hash)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE access_token_organization (
    token_id        BIGINT NOT NULL,
    organization_id BIGINT NOT NULL,
    PRIMARY KEY (token_id, organization_id),
    KEY access_token_organization_organization (organization_id),
    CONSTRAINT access_token_organization_token FOREIGN KEY (token_id) REFERENCES access_token (id) ON DELETE CASCADE,
    CONSTRAINT access_token_organization_organization FOREIGN KEY (organization_id) REFERENCES organization (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
