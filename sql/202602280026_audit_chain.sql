-- Each organization's events are a chain, and so are the platform's own: an event's hash covers its columns and the hash of the
-- event before it. Events of earlier releases are numbered and hashed with the first event that follows them.
CREATE TABLE audit_chain (
    chain BIGINT     NOT NULL PRIMARY KEY COMMENT 'the organization; 0: the platform',
    seq   BIGINT     NOT NULL COMMENT 'the number of the last event',
    hash  BINARY(32) NOT NULL COMMENT 'the hash of the last event'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE audit_event
    ADD COLUMN chain         BIGINT GENERATED ALWAYS AS (COALESCE(organization_id, 0)) STORED,
    ADD COLUMN seq           BIGINT     NULL COMMENT 'its number in the chain, from 1 without a gap',
    ADD COLUMN previous_hash BINARY(32) NULL COMMENT 'the hash of the event before it; zeros: there is none',
    ADD COLUMN hash          BINARY(32) NULL;

ALTER TABLE audit_event
    ADD UNIQUE KEY audit_event_chain (chain, seq),
    ADD KEY audit_event_at (organization_id, at),
    ADD KEY audit_event_target (organization_id, target_type, target_id, id),
    ADD KEY audit_event_request (organization_id, request_id, id);
