-- Passwords to be changed, sign-in sessions, tokens with a role for each organization and with a secret that is being replaced.
ALTER TABLE platform_user
    ADD COLUMN must_change_password BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'a session may do nothing else before',
    ADD KEY platform_user_role (role, active);

ALTER TABLE access_token
    ADD COLUMN previous_hash  BINARY(32)  NULL COMMENT 'the secret before the last rotation',
    ADD COLUMN previous_until DATETIME(6) NULL COMMENT 'how long that one still opens',
    ADD UNIQUE KEY access_token_previous (previous_hash);

ALTER TABLE access_token_organization
    ADD COLUMN role VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'NULL: the token''s';

-- Spring Session 4.0.4's JDBC store; its ids are hashes of the secrets that browsers hold.
CREATE TABLE SPRING_SESSION (
    PRIMARY_ID            VARCHAR(64) NOT NULL PRIMARY KEY,
    SESSION_ID            VARCHAR(64) NOT NULL,
    CREATION_TIME         BIGINT      NOT NULL,
    LAST_ACCESS_TIME      BIGINT      NOT NULL,
    MAX_INACTIVE_INTERVAL INT         NOT NULL,
    EXPIRY_TIME           BIGINT      NOT NULL,
    PRINCIPAL_NAME        VARCHAR(100) NULL COMMENT 'the user''s id',
    UNIQUE KEY SPRING_SESSION_IX1 (SESSION_ID),
    KEY SPRING_SESSION_IX2 (EXPIRY_TIME),
    KEY SPRING_SESSION_IX3 (PRINCIPAL_NAME)
) ENGINE = InnoDB DEFAULT CHARSET = ascii COLLATE = ascii_bin;

CREATE TABLE SPRING_SESSION_ATTRIBUTES (
    SESSION_PRIMARY_ID VARCHAR(64)  NOT NULL,
    ATTRIBUTE_NAME     VARCHAR(200) NOT NULL,
    ATTRIBUTE_BYTES    BLOB         NOT NULL,
    PRIMARY KEY (SESSION_PRIMARY_ID, ATTRIBUTE_NAME),
    CONSTRAINT SPRING_SESSION_ATTRIBUTES_FK FOREIGN KEY (SESSION_PRIMARY_ID)
        REFERENCES SPRING_SESSION (PRIMARY_ID) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = ascii COLLATE = ascii_bin;
