-- Whose organizations are, who belongs to them, and that they may be deleted. A deleted row waits for its purge; its unique
-- names are free again, since no unique key holds for rows whose `live` is NULL.
ALTER TABLE organization
    ADD COLUMN user_id    BIGINT      NULL COMMENT 'the user whose own it is; names are unique among the organizations of one user',
    ADD COLUMN owner_id   BIGINT      NULL COMMENT 'the user in charge, of the role SALES or CATEGORY_MANAGER',
    ADD COLUMN clerk_id   VARCHAR(68) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the organization of Clerk that it stands for',
    ADD COLUMN deleted_at DATETIME(6) NULL,
    ADD COLUMN purging_at DATETIME(6) NULL COMMENT 'since when it is purged; it cannot be restored any more',
    ADD COLUMN live       TINYINT     GENERATED ALWAYS AS (IF(deleted_at IS NULL, 1, NULL)) VIRTUAL,
    ADD COLUMN name_key   VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin GENERATED ALWAYS AS (LOWER(name)) VIRTUAL;

ALTER TABLE organization
    DROP KEY organization_slug,
    ADD UNIQUE KEY organization_slug (slug, live),
    ADD UNIQUE KEY organization_clerk (clerk_id, live),
    ADD UNIQUE KEY organization_name (user_id, name_key, live),
    ADD KEY organization_owner (owner_id),
    ADD KEY organization_deleted (deleted_at),
    ADD CONSTRAINT organization_user FOREIGN KEY (user_id) REFERENCES platform_user (id),
    ADD CONSTRAINT organization_owner FOREIGN KEY (owner_id) REFERENCES platform_user (id);

CREATE TABLE membership (
    organization_id BIGINT      NOT NULL,
    user_id         BIGINT      NOT NULL,
    role            VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at      DATETIME(6) NOT NULL,
    PRIMARY KEY (organization_id, user_id),
    KEY membership_user (user_id, organization_id),
    CONSTRAINT membership_organization FOREIGN KEY (organization_id) REFERENCES organization (id),
    CONSTRAINT membership_user FOREIGN KEY (user_id) REFERENCES platform_user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One active organization a user: the key holds it to one, whoever activates how many at once.
CREATE TABLE active_organization (
    user_id         BIGINT      NOT NULL PRIMARY KEY,
    organization_id BIGINT      NOT NULL,
    activated_at    DATETIME(6) NOT NULL,
    KEY active_organization_organization (organization_id),
    CONSTRAINT active_organization_user FOREIGN KEY (user_id) REFERENCES platform_user (id),
    CONSTRAINT active_organization_organization FOREIGN KEY (organization_id) REFERENCES organization (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
