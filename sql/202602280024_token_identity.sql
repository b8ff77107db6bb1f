-- Tokens that act as a user, in a contract.
ALTER TABLE access_token
    ADD COLUMN contract     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the API document its holder was written against; NULL: the server''s default',
    ADD COLUMN user_id      BIGINT      NULL COMMENT 'the user as whom it acts, within his memberships; NULL: for itself',
    ADD COLUMN last_used_at DATETIME(6) NULL,
    ADD CONSTRAINT access_token_user FOREIGN KEY (user_id) REFERENCES platform_user (id);
