-- Counts the changes of organizations, users, memberships and tokens: whoever remembers something of them compares it first.
CREATE TABLE directory_version (
    id      TINYINT NOT NULL PRIMARY KEY,
    version BIGINT  NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

INSERT INTO directory_version (id, version) VALUES (1, 0);
