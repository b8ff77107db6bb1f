-- The support desk: its people, what customers ask of it, the money it may give back, and the rules by which it decides.
-- Rows are named by UUIDs (v7), as the support contract shows them. What refers to a person or a conversation keeps its row
-- from being deleted.
CREATE TABLE support_user (
    id              BINARY(16)   NOT NULL PRIMARY KEY,
    organization_id BIGINT       NOT NULL,
    name            VARCHAR(255) NOT NULL,
    email           VARCHAR(254) NOT NULL,
    email_key       VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin GENERATED ALWAYS AS (LOWER(email)) STORED,
    role            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version         BIGINT       NOT NULL,
    created_at      DATETIME(6)  NOT NULL,
    updated_at      DATETIME(6)  NOT NULL,
    UNIQUE KEY support_user_email (organization_id, email_key),
    KEY support_user_created (organization_id, created_at, id),
    CONSTRAINT support_user_organization FOREIGN KEY (organization_id) REFERENCES organization (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE support_representative (
    id              BINARY(16)    NOT NULL PRIMARY KEY,
    organization_id BIGINT        NOT NULL,
    user_id         BINARY(16)    NOT NULL,
    role            VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status          VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    max_chats       INT           NOT NULL,
    rating          DECIMAL(3, 2) NULL COMMENT 'mean of all ratings of his, written by the rollups',
    last_active_at  DATETIME(6)   NULL,
    version         BIGINT        NOT NULL,
    created_at      DATETIME(6)   NOT NULL,
    updated_at      DATETIME(6)   NOT NULL,
    UNIQUE KEY support_representative_user (user_id),
    KEY support_representative_created (organization_id, created_at, id),
    CONSTRAINT support_representative_user FOREIGN KEY (user_id) REFERENCES support_user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE support_customer_profile (
    id              BINARY(16)     NOT NULL PRIMARY KEY,
    organization_id BIGINT         NOT NULL,
    user_id         BINARY(16)     NOT NULL,
    tier            VARCHAR(16)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    standing        VARCHAR(16)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    lifetime_value  DECIMAL(19, 2) NOT NULL,
    token_balance   BIGINT         NOT NULL,
    token_limit     BIGINT         NOT NULL,
    active_sites    INT            NOT NULL,
    sites_limit     INT            NOT NULL,
    billing_cycle   VARCHAR(16)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    billing_amount  DECIMAL(19, 2) NULL,
    context         LONGTEXT       NULL COMMENT 'JSON: what the front end knows of his surroundings',
    version         BIGINT         NOT NULL,
    created_at      DATETIME(6)    NOT NULL,
    updated_at      DATETIME(6)    NOT NULL,
    UNIQUE KEY support_customer_profile_user (user_id),
    KEY support_customer_profile_created (organization_id, created_at, id),
    CONSTRAINT support_customer_profile_user FOREIGN KEY (user_id) REFERENCES support_user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- By the million: they lie in the order in which an organization's conversations were opened, as the rollups read them.
CREATE TABLE support_conversation (
    id                        BINARY(16)    NOT NULL,
    organization_id           BIGINT        NOT NULL,
    customer_id               BINARY(16)    NULL,
    representative_id         BINARY(16)    NULL COMMENT 'who handled it, unless the AI did',
    handled_by                VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    channel                   VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject                   VARCHAR(255)  CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci NULL,
    opened_at                 DATETIME(6)   NOT NULL,
    first_response_at         DATETIME(6)   NULL,
    ended_at                  DATETIME(6)   NULL,
    rating                    DECIMAL(3, 2) NULL,
    resolved_at_first_contact BOOLEAN       NOT NULL DEFAULT FALSE,
    escalated                 BOOLEAN       NOT NULL DEFAULT FALSE COMMENT 'whether there is an escalation of it',
    version                   BIGINT        NOT NULL,
    created_at                DATETIME(6)   NOT NULL,
    updated_at                DATETIME(6)   NOT NULL,
    PRIMARY KEY (organization_id, opened_at, id),
    UNIQUE KEY support_conversation_id (id),
    KEY support_conversation_representative (representative_id, ended_at),
    KEY support_conversation_ended (organization_id, ended_at),
    KEY support_conversation_customer (customer_id),
    CONSTRAINT support_conversation_customer FOREIGN KEY (customer_id) REFERENCES support_user (id),
    CONSTRAINT support_conversation_representative FOREIGN KEY (representative_id) REFERENCES support_representative (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- An organization's next ticket number.
CREATE TABLE support_ticket_series (
    organization_id BIGINT NOT NULL PRIMARY KEY,
    next_number     BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE support_ticket (
    id                          BINARY(16)    NOT NULL PRIMARY KEY,
    organization_id             BIGINT        NOT NULL,
    ticket_number               VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    customer_id                 BINARY(16)    NOT NULL,
    conversation_id             BINARY(16)    NULL,
    subject                     VARCHAR(255)  CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci NOT NULL,
    description                 LONGTEXT      NULL,
    status                      VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    priority                    VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    category                    VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    assigned_to                 BINARY(16)    NULL,
    ai_handled                  BOOLEAN       NOT NULL DEFAULT FALSE,
    sentiment                   DECIMAL(3, 2) NULL COMMENT 'from -1 to 1',
    customer_satisfaction_score DECIMAL(3, 2) NULL,
    assigned_at                 DATETIME(6)   NULL,
    resolved_at                 DATETIME(6)   NULL,
    closed_at                   DATETIME(6)   NULL,
    version                     BIGINT        NOT NULL,
    created_at                  DATETIME(6)   NOT NULL,
    updated_at                  DATETIME(6)   NOT NULL,
    UNIQUE KEY support_ticket_number (organization_id, ticket_number),
    KEY support_ticket_created (organization_id, created_at, id, assigned_to, resolved_at),
    KEY support_ticket_resolved (organization_id, resolved_at, assigned_to, customer_satisfaction_score),
    KEY support_ticket_status (organization_id, status, created_at),
    KEY support_ticket_customer (customer_id),
    KEY support_ticket_assigned (assigned_to),
    KEY support_ticket_conversation (conversation_id),
    CONSTRAINT support_ticket_customer FOREIGN KEY (customer_id) REFERENCES support_user (id),
    CONSTRAINT support_ticket_conversation FOREIGN KEY (conversation_id) REFERENCES support_conversation (id),
    CONSTRAINT support_ticket_assigned FOREIGN KEY (assigned_to) REFERENCES support_representative (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE support_escalation (
    id                BINARY(16)  NOT NULL PRIMARY KEY,
    organization_id   BIGINT      NOT NULL,
    conversation_id   BINARY(16)  NULL,
    ticket_id         BINARY(16)  NULL COMMENT 'the ticket that a rule escalated',
    customer_id       BINARY(16)  NOT NULL,
    priority          VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status            VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason            VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    issue_description LONGTEXT    NULL,
    ai_summary        LONGTEXT    NULL,
    assigned_to       BINARY(16)  NULL,
    assigned_at       DATETIME(6) NULL,
    resolved_at       DATETIME(6) NULL,
    version           BIGINT      NOT NULL,
    created_at        DATETIME(6) NOT NULL,
    updated_at        DATETIME(6) NOT NULL,
    KEY support_escalation_created (organization_id, created_at, id),
    KEY support_escalation_status (organization_id, status, created_at),
    KEY support_escalation_customer (customer_id),
    KEY support_escalation_assigned (assigned_to),
    KEY support_escalation_conversation (conversation_id),
    KEY support_escalation_ticket (ticket_id),
    CONSTRAINT support_escalation_customer FOREIGN KEY (customer_id) REFERENCES support_user (id),
    CONSTRAINT support_escalation_conversation FOREIGN KEY (conversation_id) REFERENCES support_conversation (id),
    CONSTRAINT support_escalation_ticket FOREIGN KEY (ticket_id) REFERENCES support_ticket (id),
    CONSTRAINT support_escalation_assigned FOREIGN KEY (assigned_to) REFERENCES support_representative (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- A budget is money for one period. It is never overspent, whoever approves how many refunds at once.
CREATE TABLE support_budget (
    id                    BINARY(16)     NOT NULL PRIMARY KEY,
    organization_id       BIGINT         NOT NULL,
    type                  VARCHAR(16)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    period                VARCHAR(16)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    limit_amount          DECIMAL(19, 2) NOT NULL,
    spent                 DECIMAL(19, 2) NOT NULL,
    refund_limit_per_user DECIMAL(19, 2) NULL COMMENT 'what one customer may get back from it at most',
    alert_thresholds      LONGTEXT       NULL COMMENT 'JSON: at which percentages somebody is told',
    period_start          DATETIME(6)    NOT NULL,
    period_end            DATETIME(6)    NOT NULL,
    version               BIGINT         NOT NULL,
    created_at            DATETIME(6)    NOT NULL,
    updated_at            DATETIME(6)    NOT NULL,
    KEY support_budget_created (organization_id, created_at, id),
    KEY support_budget_period (organization_id, type, period_start),
    CONSTRAINT support_budget_organization FOREIGN KEY (organization_id) REFERENCES organization (id),
    CONSTRAINT support_budget_never_over CHECK (spent >= 0 AND spent <= limit_amount)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- That a threshold of a budget was told of: once.
CREATE TABLE support_budget_alert (
    budget_id       BINARY(16)    NOT NULL,
    percentage      DECIMAL(5, 2) NOT NULL,
    organization_id BIGINT        NOT NULL,
    told_at         DATETIME(6)   NOT NULL,
    PRIMARY KEY (budget_id, percentage),
    KEY support_budget_alert_organization (organization_id),
    CONSTRAINT support_budget_alert_budget FOREIGN KEY (budget_id) REFERENCES support_budget (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE support_refund (
    id              BINARY(16)     NOT NULL PRIMARY KEY,
    organization_id BIGINT         NOT NULL,
    order_id        VARCHAR(100)   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    customer_id     BINARY(16)     NOT NULL,
    amount          DECIMAL(19, 2) NOT NULL,
    reason          VARCHAR(32)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status          VARCHAR(16)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    notes           LONGTEXT       NULL,
    approved_by     BINARY(16)     NULL,
    processed_at    DATETIME(6)    NULL,
    version         BIGINT         NOT NULL,
    created_at      DATETIME(6)    NOT NULL,
    updated_at      DATETIME(6)    NOT NULL,
    KEY support_refund_created (organization_id, created_at, id),
    KEY support_refund_status (organization_id, status, created_at),
    KEY support_refund_customer (customer_id),
    KEY support_refund_approved (approved_by),
    CONSTRAINT support_refund_customer FOREIGN KEY (customer_id) REFERENCES support_user (id),
    CONSTRAINT support_refund_approved FOREIGN KEY (approved_by) REFERENCES support_user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- What a refund took from a budget; at most once.
CREATE TABLE support_budget_usage (
    id              BINARY(16)     NOT NULL PRIMARY KEY,
    organization_id BIGINT         NOT NULL,
    budget_id       BINARY(16)     NOT NULL,
    refund_id       BINARY(16)     NOT NULL,
    customer_id     BINARY(16)     NOT NULL,
    amount          DECIMAL(19, 2) NOT NULL,
    created_at      DATETIME(6)    NOT NULL,
    UNIQUE KEY support_budget_usage_refund (refund_id),
    KEY support_budget_usage_budget (budget_id, customer_id, amount),
    KEY support_budget_usage_newest (budget_id, id),
    KEY support_budget_usage_customer (customer_id),
    KEY support_budget_usage_organization (organization_id, id),
    CONSTRAINT support_budget_usage_budget FOREIGN KEY (budget_id) REFERENCES support_budget (id),
    CONSTRAINT support_budget_usage_refund FOREIGN KEY (refund_id) REFERENCES support_refund (id),
    CONSTRAINT support_budget_usage_customer FOREIGN KEY (customer_id) REFERENCES support_user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE support_agent (
    id              BINARY(16)    NOT NULL PRIMARY KEY,
    organization_id BIGINT        NOT NULL,
    name            VARCHAR(255)  NOT NULL,
    type            VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    description     LONGTEXT      NULL,
    enabled         BOOLEAN       NOT NULL,
    status          VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    assertions      BIGINT        NOT NULL,
    accuracy        DECIMAL(5, 2) NULL COMMENT 'percent',
    avg_latency     INT           NULL COMMENT 'milliseconds',
    data_sources    LONGTEXT      NULL COMMENT 'JSON: names',
    thresholds      LONGTEXT      NULL COMMENT 'JSON',
    version         BIGINT        NOT NULL,
    created_at      DATETIME(6)   NOT NULL,
    updated_at      DATETIME(6)   NOT NULL,
    KEY support_agent_created (organization_id, created_at, id),
    CONSTRAINT support_agent_organization FOREIGN KEY (organization_id) REFERENCES organization (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE support_decision_rule (
    id              BINARY(16)   NOT NULL PRIMARY KEY,
    organization_id BIGINT       NOT NULL,
    name            VARCHAR(255) NOT NULL,
    description     LONGTEXT     NULL,
    enabled         BOOLEAN      NOT NULL,
    priority        INT          NOT NULL COMMENT 'the least is looked at first',
    conditions      LONGTEXT     NOT NULL COMMENT 'JSON: all of them have to hold',
    action          VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    action_params   LONGTEXT     NULL COMMENT 'JSON',
    version         BIGINT       NOT NULL,
    created_at      DATETIME(6)  NOT NULL,
    updated_at      DATETIME(6)  NOT NULL,
    KEY support_decision_rule_created (organization_id, created_at, id),
    KEY support_decision_rule_order (organization_id, enabled, priority),
    CONSTRAINT support_decision_rule_organization FOREIGN KEY (organization_id) REFERENCES organization (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- Which rule decided about what, and what came of it; it outlives the rule.
CREATE TABLE support_decision (
    id              BINARY(16)   NOT NULL PRIMARY KEY,
    organization_id BIGINT       NOT NULL,
    rule_id         BINARY(16)   NOT NULL,
    rule_name       VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci NOT NULL,
    subject_type    VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject_id      BINARY(16)   NOT NULL,
    action          VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    applied         BOOLEAN      NOT NULL,
    outcome         VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci NOT NULL COMMENT 'what was done, or why nothing was',
    created_at      DATETIME(6)  NOT NULL,
    UNIQUE KEY support_decision_subject (subject_id),
    KEY support_decision_organization (organization_id, created_at, id),
    KEY support_decision_rule (rule_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
