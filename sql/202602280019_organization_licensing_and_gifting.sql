-- Seats: how many of which product an organization has, who holds one, who waits for one, and how they are given away.
-- Nothing here refers to learners by a foreign key: imports and their undo write those by the ten thousand, and a seat whose
-- learner is gone is released by the licences' upkeep.
CREATE TABLE license_pool (
    id               BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    organization_id  BIGINT       NOT NULL,
    product          VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name             VARCHAR(255) NOT NULL,
    source           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    total            INT          NOT NULL,
    used             INT          NOT NULL DEFAULT 0 COMMENT 'seats that somebody holds, suspended ones too',
    held             INT          NOT NULL DEFAULT 0 COMMENT 'seats kept free for open offers of the waitlist',
    overage          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what becomes of who asks when none is left',
    expires_at       DATETIME(6)  NULL,
    grace_days       INT          NOT NULL DEFAULT 0,
    told_state       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the state that was told of last; reads go by the clock',
    tells_at         DATETIME(6)  NULL COMMENT 'when there will be another one to tell of',
    offer_hours      INT          NOT NULL DEFAULT 48 COMMENT 'how long an offer of the waitlist stands; 0: no offer, the seat itself',
    idle_days        INT          NULL COMMENT 'after how many unused days a seat is reclaimed; NULL: never',
    idle_notice_days INT          NOT NULL DEFAULT 7,
    assign_domains   LONGTEXT     NULL COMMENT 'JSON: whose e-mail addresses get a seat by themselves',
    assign_roles     LONGTEXT     NULL COMMENT 'JSON: learners of which roles do',
    assign_first_use BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'whether the first use does',
    version          BIGINT       NOT NULL DEFAULT 0,
    created_at       DATETIME(6)  NOT NULL,
    updated_at       DATETIME(6)  NOT NULL,
    KEY license_pool_organization (organization_id, product, id),
    KEY license_pool_tells (tells_at),
    CONSTRAINT license_pool_organization FOREIGN KEY (organization_id) REFERENCES organization (id),
    CONSTRAINT license_pool_never_over CHECK (used >= 0 AND held >= 0 AND used + held <= total)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- A learner holds one seat of a pool at most; `live` is NULL in those that have ended.
CREATE TABLE license_seat (
    id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    organization_id BIGINT       NOT NULL,
    pool_id         BIGINT       NOT NULL,
    learner_id      BIGINT       NOT NULL,
    state           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    source          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    given_by        VARCHAR(255) NOT NULL,
    given_at        DATETIME(6)  NOT NULL,
    last_used_at    DATETIME(6)  NULL,
    warned_at       DATETIME(6)  NULL COMMENT 'when its holder was told that it will be reclaimed',
    ended_at        DATETIME(6)  NULL,
    ended_by        VARCHAR(255) NULL,
    end_reason      VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    live            TINYINT      GENERATED ALWAYS AS (IF(ended_at IS NULL, 1, NULL)) VIRTUAL,
    UNIQUE KEY license_seat_holder (pool_id, learner_id, live),
    KEY license_seat_pool (pool_id, live, id),
    KEY license_seat_learner (organization_id, learner_id, id),
    KEY license_seat_organization (organization_id, id),
    CONSTRAINT license_seat_pool FOREIGN KEY (pool_id) REFERENCES license_pool (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- First come, first served. An offer keeps a seat of the pool free (`held`) until it is taken, declined or expires.
CREATE TABLE license_waitlist (
    id               BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    organization_id  BIGINT       NOT NULL,
    pool_id          BIGINT       NOT NULL,
    learner_id       BIGINT       NOT NULL,
    state            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    queued_by        VARCHAR(255) NOT NULL,
    queued_at        DATETIME(6)  NOT NULL,
    offered_at       DATETIME(6)  NULL,
    offer_expires_at DATETIME(6)  NULL,
    offer_hash       BINARY(32)   NULL COMMENT 'of the secret with which the learner takes it',
    ended_at         DATETIME(6)  NULL,
    live             TINYINT      GENERATED ALWAYS AS (IF(ended_at IS NULL, 1, NULL)) VIRTUAL,
    UNIQUE KEY license_waitlist_learner (pool_id, learner_id, live),
    UNIQUE KEY license_waitlist_offer (offer_hash),
    KEY license_waitlist_queue (pool_id, state, id),
    KEY license_waitlist_expiry (state, offer_expires_at),
    KEY license_waitlist_organization (organization_id, id),
    CONSTRAINT license_waitlist_pool FOREIGN KEY (pool_id) REFERENCES license_pool (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What is handed out so that people provision themselves: only the SHA-256 of a secret is kept.
CREATE TABLE provisioning_token (
    id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    organization_id BIGINT       NOT NULL,
    kind            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    label           VARCHAR(255) NOT NULL,
    pool_id         BIGINT       NULL COMMENT 'of which a LICENSE token gives seats',
    role            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'that an INVITE_LINK gives',
    domains         LONGTEXT     NULL COMMENT 'JSON: the only domains of e-mail addresses; NULL: any',
    hash            BINARY(32)   NOT NULL,
    hint            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    max_uses        INT          NULL COMMENT 'NULL: as many as there are seats',
    uses            INT          NOT NULL DEFAULT 0,
    expires_at      DATETIME(6)  NOT NULL,
    revoked_at      DATETIME(6)  NULL,
    last_used_at    DATETIME(6)  NULL,
    version         BIGINT       NOT NULL DEFAULT 0,
    created_by      VARCHAR(255) NOT NULL,
    created_at      DATETIME(6)  NOT NULL,
    updated_at      DATETIME(6)  NOT NULL,
    UNIQUE KEY provisioning_token_hash (hash),
    KEY provisioning_token_organization (organization_id, id),
    CONSTRAINT provisioning_token_organization FOREIGN KEY (organization_id) REFERENCES organization (id),
    CONSTRAINT provisioning_token_pool FOREIGN KEY (pool_id) REFERENCES license_pool (id),
    CONSTRAINT provisioning_token_never_over CHECK (uses >= 0 AND (max_uses IS NULL OR uses <= max_uses))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who took which seat with which token: one a person, whoever asks how often.
CREATE TABLE license_claim (
    id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    organization_id BIGINT       NOT NULL,
    token_id        BIGINT       NOT NULL,
    email_key       VARCHAR(254) NOT NULL,
    learner_id      BIGINT       NOT NULL,
    seat_id         BIGINT       NULL COMMENT 'NULL: waits for one',
    claimed_at      DATETIME(6)  NOT NULL,
    UNIQUE KEY license_claim_person (token_id, email_key),
    KEY license_claim_organization (organization_id, id),
    CONSTRAINT license_claim_token FOREIGN KEY (token_id) REFERENCES provisioning_token (id),
    CONSTRAINT license_claim_seat FOREIGN KEY (seat_id) REFERENCES license_seat (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- By which somebody who shows an address is found among an organization's learners.
ALTER TABLE learner
    ADD COLUMN email_key VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin GENERATED ALWAYS AS (LOWER(email)) VIRTUAL;

ALTER TABLE learner
    ADD KEY learner_email (organization_id, email_key);
