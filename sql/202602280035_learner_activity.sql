-- What learners did, as other systems tell it. Whoever adds facts of an organization holds its row of activity_sequence until he
-- commits: numbers come into sight in their order and without a gap, and whoever has read up to one has missed none before it.
CREATE TABLE activity_sequence (
    organization_id BIGINT NOT NULL PRIMARY KEY,
    last_id         BIGINT NOT NULL COMMENT 'of its last fact'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE learner_activity (
    organization_id BIGINT         NOT NULL,
    id              BIGINT         NOT NULL COMMENT 'from 1 on in each organization',
    event_id        VARCHAR(255)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the sender''s',
    learner_id      BIGINT         NOT NULL,
    kind            VARCHAR(24)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    course          VARCHAR(255)   NULL,
    value           DECIMAL(10, 4) NULL COMMENT 'what it means is the kind''s',
    at              DATETIME(6)    NOT NULL,
    received_at     DATETIME(6)    NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE KEY learner_activity_event (organization_id, event_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What the reports' summary is made of. Facts are added up once: facts_through moves in the transaction that adds them. All other
-- figures are counted anew whenever they may have changed.
CREATE TABLE summary_state (
    organization_id BIGINT      NOT NULL PRIMARY KEY,
    time_zone       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'whose days summary_day has; NULL: none were made',
    facts_through   BIGINT      NOT NULL DEFAULT 0 COMMENT 'the last fact that was added up',
    audit_seq       BIGINT      NULL COMMENT 'the last event of the organization''s audit before its figures were counted',
    begun_at        DATETIME(6) NULL COMMENT 'when the last rollup began',
    as_of           DATETIME(6) NULL COMMENT 'when its figures were counted'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Facts by quarter of an hour (UTC): the days of any zone are made of these.
CREATE TABLE summary_quarter (
    organization_id BIGINT         NOT NULL,
    quarter         BIGINT         NOT NULL COMMENT 'quarters of an hour since 1970',
    kind            VARCHAR(24)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    n               BIGINT         NOT NULL,
    amount          DECIMAL(20, 4) NOT NULL COMMENT 'the sum of their values',
    PRIMARY KEY (organization_id, quarter, kind)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How often something happened on a local day of the organization.
CREATE TABLE summary_day (
    organization_id BIGINT         NOT NULL,
    day             DATE           NOT NULL,
    measure         VARCHAR(40)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    n               BIGINT         NOT NULL,
    amount          DECIMAL(20, 4) NOT NULL COMMENT 'the sum of the values of facts; 0 of all else',
    PRIMARY KEY (organization_id, day, measure)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How much there is of something.
CREATE TABLE summary_count (
    organization_id BIGINT       NOT NULL,
    measure         VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject         VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'a status, a product; empty: of all',
    n               BIGINT       NOT NULL,
    PRIMARY KEY (organization_id, measure, subject)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE summary_learner (
    organization_id  BIGINT        NOT NULL,
    learner_id       BIGINT        NOT NULL,
    events           BIGINT        NOT NULL,
    last_activity_at DATETIME(6)   NOT NULL,
    progress         DECIMAL(5, 2) NULL COMMENT 'percent: the mean of his courses; NULL: none tells of any',
    courses          INT           NOT NULL DEFAULT 0 COMMENT 'that tell of progress',
    PRIMARY KEY (organization_id, learner_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How far a learner has come in a course: what the latest fact says, by its instant, then by its number.
CREATE TABLE summary_course (
    organization_id BIGINT         NOT NULL,
    learner_id      BIGINT         NOT NULL,
    course          VARCHAR(255)   NOT NULL,
    progress        DECIMAL(10, 4) NOT NULL COMMENT 'percent',
    at              DATETIME(6)    NOT NULL,
    fact_id         BIGINT         NOT NULL,
    PRIMARY KEY (organization_id, learner_id, course)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- By which learners are counted, and by when they joined, without reading a row of any.
ALTER TABLE learner
    DROP KEY learner_status,
    ADD KEY learner_status (organization_id, status, created_at);

-- By which it is found how a learner came.
ALTER TABLE license_claim
    ADD KEY license_claim_learner (organization_id, learner_id);

ALTER TABLE organization_invite
    ADD KEY organization_invite_learner (organization_id, learner_id);
