-- Letters that were decided on in a transaction and are sent after it. What a letter says is encrypted while it waits, since
-- links carry secrets, and is gone once it is sent.
CREATE TABLE mail_message (
    id              BINARY(16)    NOT NULL PRIMARY KEY,
    organization_id BIGINT        NULL COMMENT 'NULL: the platform writes for itself',
    kind            VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject_id      BIGINT        NULL COMMENT 'what it is about, such as the id of an invite',
    recipient       VARCHAR(320)  NOT NULL,
    recipient_name  VARCHAR(255)  NULL,
    model           MEDIUMBLOB    NULL COMMENT 'what the template is filled with: JSON, sealed with the id; NULL once sent',
    message_id      VARCHAR(320)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the header, the same however often it is sent',
    state           VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    attempts        INT           NOT NULL DEFAULT 0 COMMENT 'failed ones since somebody last asked for it',
    next_attempt_at DATETIME(6)   NOT NULL COMMENT 'of QUEUED ones',
    give_up_at      DATETIME(6)   NOT NULL COMMENT 'after that a failure that may pass is the last one',
    claim           INT           NOT NULL DEFAULT 0 COMMENT 'raised by whoever takes it to send it; only the last one may say what became of it',
    locked_until    DATETIME(6)   NULL COMMENT 'of SENDING ones: when whoever took it counts as crashed',
    handed_over     BOOLEAN       NOT NULL DEFAULT FALSE COMMENT 'of SENDING ones: the server may have it by now',
    crashes         INT           NOT NULL DEFAULT 0 COMMENT 'how often nobody knows whether the server got it, since somebody last asked for it',
    error           VARCHAR(1000) NULL COMMENT 'what the last failed attempt came to',
    queued_by       VARCHAR(255)  NOT NULL,
    created_at      DATETIME(6)   NOT NULL,
    ended_at        DATETIME(6)   NULL COMMENT 'when it became SENT or DEAD',
    KEY mail_message_due (state, next_attempt_at),
    KEY mail_message_locked (state, locked_until),
    KEY mail_message_ended (state, ended_at),
    KEY mail_message_organization (organization_id, id),
    CONSTRAINT mail_message_organization FOREIGN KEY (organization_id) REFERENCES organization (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
