-- Where an organization wants to be told what happens, what was to be told, and how that went.
CREATE TABLE webhook_endpoint (
    id              BIGINT         NOT NULL AUTO_INCREMENT PRIMARY KEY,
    uuid            BINARY(16)     NOT NULL,
    organization_id BIGINT         NOT NULL,
    url             VARCHAR(2000)  NOT NULL,
    description     VARCHAR(500)   NULL,
    event_types     LONGTEXT       NOT NULL COMMENT 'JSON: the only ones that it gets; an empty list: all',
    secret          VARBINARY(255) NOT NULL COMMENT 'sealed with the uuid',
    previous_secret VARBINARY(255) NULL COMMENT 'sealed with the uuid; signs beside the other until previous_until',
    previous_until  DATETIME(6)    NULL,
    state           VARCHAR(16)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    disabled_reason VARCHAR(16)    CHARACTER SET ascii COLLATE ascii_bin NULL,
    disabled_at     DATETIME(6)    NULL,
    failing_since   DATETIME(6)    NULL COMMENT 'the first failure since its last success; NULL: the last one succeeded',
    version         BIGINT         NOT NULL DEFAULT 0,
    created_by      VARCHAR(255)   NOT NULL,
    created_at      DATETIME(6)    NOT NULL,
    updated_at      DATETIME(6)    NOT NULL,
    UNIQUE KEY webhook_endpoint_uuid (uuid),
    KEY webhook_endpoint_organization (organization_id, id),
    CONSTRAINT webhook_endpoint_organization FOREIGN KEY (organization_id) REFERENCES organization (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What happened: one row for each event_key, whoever queues it how often.
CREATE TABLE webhook_event (
    id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    uuid            BINARY(16)   NOT NULL COMMENT 'in the header webhook-id',
    organization_id BIGINT       NOT NULL,
    type            VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_key       VARCHAR(190) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payload         LONGTEXT     NOT NULL COMMENT 'the body, the same to the byte however often it is sent',
    queued_by       VARCHAR(255) NOT NULL,
    created_at      DATETIME(6)  NOT NULL,
    UNIQUE KEY webhook_event_key (organization_id, event_key),
    UNIQUE KEY webhook_event_uuid (uuid),
    KEY webhook_event_created (created_at, id),
    CONSTRAINT webhook_event_organization FOREIGN KEY (organization_id) REFERENCES organization (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE webhook_delivery (
    id              BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    organization_id BIGINT      NOT NULL,
    event_id        BIGINT      NOT NULL,
    endpoint_id     BIGINT      NOT NULL,
    state           VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    attempts        INT         NOT NULL DEFAULT 0 COMMENT 'failed ones since somebody last asked for it',
    next_attempt_at DATETIME(6) NOT NULL COMMENT 'of QUEUED ones',
    claim           INT         NOT NULL DEFAULT 0 COMMENT 'raised by whoever takes it to send it; only the last one may say what became of it',
    locked_until    DATETIME(6) NULL COMMENT 'of SENDING ones: when whoever took it counts as crashed',
    last_status     INT         NULL COMMENT 'what the endpoint answered last; NULL: nothing',
    created_at      DATETIME(6) NOT NULL,
    ended_at        DATETIME(6) NULL COMMENT 'when it became DELIVERED or DEAD',
    UNIQUE KEY webhook_delivery_once (event_id, endpoint_id),
    KEY webhook_delivery_due (endpoint_id, state, next_attempt_at),
    KEY webhook_delivery_locked (state, locked_until),
    KEY webhook_delivery_organization (organization_id, id),
    CONSTRAINT webhook_delivery_event FOREIGN KEY (event_id) REFERENCES webhook_event (id) ON DELETE CASCADE,
    CONSTRAINT webhook_delivery_endpoint FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoint (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The log: each attempt at a delivery.
CREATE TABLE webhook_attempt (
    id              BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
    delivery_id     BIGINT        NOT NULL,
    attempted_at    DATETIME(6)   NOT NULL,
    duration_millis BIGINT        NOT NULL,
    status          INT           NULL COMMENT 'NULL: nothing was answered',
    error           VARCHAR(1000) NULL COMMENT 'NULL: it was delivered',
    answer          VARCHAR(1000) NULL COMMENT 'the first characters of what was answered',
    KEY webhook_attempt_delivery (delivery_id, id),
    CONSTRAINT webhook_attempt_delivery FOREIGN KEY (delivery_id) REFERENCES webhook_delivery (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Links by which the recipients of a report fetch it without signing in. An export that is gone takes its links along.
CREATE TABLE report_link (
    id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    export_id    BIGINT       NOT NULL,
    recipient    VARCHAR(320) NOT NULL,
    hash         BINARY(32)   NOT NULL COMMENT 'SHA-256 of the secret, which only the letter has',
    expires_at   DATETIME(6)  NOT NULL,
    created_at   DATETIME(6)  NOT NULL,
    last_used_at DATETIME(6)  NULL,
    uses         INT          NOT NULL DEFAULT 0,
    UNIQUE KEY report_link_hash (hash),
    UNIQUE KEY report_link_recipient (export_id, recipient),
    CONSTRAINT report_link_export FOREIGN KEY (export_id) REFERENCES report_export (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
