-- What was asked for under an Idempotency-Key, and what was answered. Neither the key nor the body is kept: the row is found by
-- the hash of both the key and what it belongs to, and the answer is encrypted with what only the key's owner knows.
CREATE TABLE idempotency_key (
    id           BINARY(32)   NOT NULL PRIMARY KEY COMMENT 'SHA-256 of scope, method, route and key',
    scope        VARCHAR(255) NOT NULL COMMENT 'whose key it is',
    method       VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    route        VARCHAR(255) NOT NULL,
    body         LONGTEXT     CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'JSON: a keyed hash for each place of the body',
    attempt      INT          NOT NULL COMMENT 'raised by whoever takes over a call that crashed; only the last one may answer',
    locked_until DATETIME(6)  NOT NULL COMMENT 'when a call without an answer counts as crashed',
    created_at   DATETIME(6)  NOT NULL,
    expires_at   DATETIME(6)  NULL COMMENT 'NULL: never',
    answered_at  DATETIME(6)  NULL,
    answer       LONGBLOB     NULL COMMENT 'salt, nonce, AES-GCM of status, headers and body',
    KEY idempotency_key_expires (expires_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
