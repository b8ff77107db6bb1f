-- The desk's figures. What people read are performance_metric and team_performance; all other tables are what these are made
-- of. A period is a DAY, WEEK (ISO), MONTH, QUARTER or YEAR of the organization's local days.
CREATE TABLE performance_metric (
    id                       BINARY(16)    NOT NULL COMMENT 'follows from organization, period and start',
    organization_id          BIGINT        NOT NULL,
    period                   VARCHAR(8)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    starts_on                DATE          NOT NULL COMMENT 'its first local day',
    ends_on                  DATE          NOT NULL COMMENT 'its last local day',
    period_start             DATETIME(6)   NOT NULL COMMENT 'the instant (UTC) at which its first day begins',
    period_end               DATETIME(6)   NOT NULL COMMENT 'the last second (UTC) of its last day',
    total_chats              BIGINT        NOT NULL,
    active_chats             BIGINT        NOT NULL,
    avg_response_time        BIGINT        NULL COMMENT 'seconds',
    first_contact_resolution DECIMAL(5, 2) NULL COMMENT 'percent',
    customer_satisfaction    DECIMAL(3, 2) NULL,
    escalation_rate          DECIMAL(5, 2) NULL COMMENT 'percent',
    ai_resolution_rate       DECIMAL(5, 2) NULL COMMENT 'percent',
    tickets_resolved         BIGINT        NOT NULL,
    PRIMARY KEY (organization_id, period, starts_on),
    UNIQUE KEY performance_metric_id (id),
    KEY performance_metric_start (organization_id, period_start, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE team_performance (
    id                    BINARY(16)    NOT NULL COMMENT 'follows from representative, period and start',
    organization_id       BIGINT        NOT NULL,
    representative_id     BINARY(16)    NOT NULL,
    period                VARCHAR(8)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    starts_on             DATE          NOT NULL,
    ends_on               DATE          NOT NULL,
    period_start          DATETIME(6)   NOT NULL,
    period_end            DATETIME(6)   NOT NULL,
    tickets_handled       BIGINT        NOT NULL,
    avg_response_time     BIGINT        NULL COMMENT 'seconds',
    resolution_rate       DECIMAL(5, 2) NULL COMMENT 'percent',
    customer_satisfaction DECIMAL(3, 2) NULL,
    trend                 VARCHAR(8)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UP, DOWN or STABLE',
    PRIMARY KEY (organization_id, period, starts_on, representative_id),
    UNIQUE KEY team_performance_id (id),
    KEY team_performance_start (organization_id, period_start, id),
    KEY team_performance_representative (representative_id, period, starts_on)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Up to which local day an organization's facts are rolled up. Whoever changes a fact reads the row in share mode, whoever rolls
-- up writes it before reading facts.
CREATE TABLE metric_watermark (
    organization_id BIGINT      NOT NULL PRIMARY KEY,
    time_zone       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'whose days they are; NULL: none were made',
    through_day     DATE        NULL COMMENT 'the last day; it is open still',
    run_id          BINARY(16)  NULL COMMENT 'the run that has, or had, the open days at work'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Days before the watermark of which facts changed; rows are only added, so that nobody waits for anybody.
CREATE TABLE metric_dirty_day (
    id              BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    organization_id BIGINT NOT NULL,
    day             DATE   NOT NULL,
    KEY metric_dirty_day_organization (organization_id, day)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What a rollup has at work: days whose facts it reads, and periods that it writes. They stay until it is done, or another
-- one takes them up.
CREATE TABLE metric_open_day (
    organization_id BIGINT NOT NULL,
    day             DATE   NOT NULL,
    PRIMARY KEY (organization_id, day)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE metric_open_period (
    organization_id BIGINT      NOT NULL,
    period          VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    starts_on       DATE        NOT NULL,
    ends_on         DATE        NOT NULL,
    before_on       DATE        NOT NULL COMMENT 'the start of the period before',
    last_day        DATE        NULL COMMENT 'the last of its days that there are figures of; NULL: there are none, it goes',
    period_start    DATETIME(6) NOT NULL,
    period_end      DATETIME(6) NOT NULL,
    PRIMARY KEY (organization_id, period, starts_on)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- An organization's local days, without a gap from that of its first fact to the watermark.
CREATE TABLE metric_day (
    organization_id BIGINT      NOT NULL,
    day             DATE        NOT NULL,
    begins_at       DATETIME(6) NOT NULL COMMENT 'UTC',
    ends_at         DATETIME(6) NOT NULL COMMENT 'UTC; not of the day any more',
    ended_chats     BIGINT      NOT NULL COMMENT 'conversations that ended on it',
    active_chats    BIGINT      NOT NULL COMMENT 'conversations open at its end',
    PRIMARY KEY (organization_id, day),
    KEY metric_day_begins (organization_id, begins_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Sums and counts of a period, by representative; they add up, from days to years and from representatives to the organization.
CREATE TABLE metric_sum (
    organization_id   BIGINT         NOT NULL,
    period            VARCHAR(8)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    starts_on         DATE           NOT NULL,
    representative_id BINARY(16)     NOT NULL COMMENT 'zero: nobody''s',
    chats             BIGINT         NOT NULL COMMENT 'conversations opened in it; so all that follows until marks',
    ended             BIGINT         NOT NULL,
    first_contact     BIGINT         NOT NULL COMMENT 'that ended, resolved at first contact',
    escalated         BIGINT         NOT NULL,
    ai_resolved       BIGINT         NOT NULL COMMENT 'that ended, handled by the AI and not escalated',
    responded         BIGINT         NOT NULL,
    response_micros   BIGINT         NOT NULL COMMENT 'microseconds until the first responses, summed up',
    marks             BIGINT         NOT NULL COMMENT 'ratings of these, and scores of tickets resolved in it',
    mark_sum          DECIMAL(20, 2) NOT NULL,
    tickets           BIGINT         NOT NULL COMMENT 'made in it',
    tickets_done      BIGINT         NOT NULL COMMENT 'of these, resolved at any time',
    tickets_resolved  BIGINT         NOT NULL COMMENT 'resolved in it',
    PRIMARY KEY (organization_id, period, starts_on, representative_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
