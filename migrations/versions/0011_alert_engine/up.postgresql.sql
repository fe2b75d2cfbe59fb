-- What each version of a rule said. The newest is the rule; one from before this table has none.
CREATE TABLE alert_rule_versions (
    rule_id BIGINT NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    rule_condition VARCHAR(100) NOT NULL,
    threshold_value NUMERIC(20,8) NOT NULL,
    cooldown_ms BIGINT NOT NULL,
    severity VARCHAR(20) NOT NULL,
    enabled BOOLEAN NOT NULL,
    details JSON NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT alert_rule_versions_pkey PRIMARY KEY (rule_id, version),
    CONSTRAINT fk_alert_rule_versions_alert_rules
        FOREIGN KEY (rule_id) REFERENCES alert_rules (id) ON DELETE RESTRICT
);

-- Where each rule stands between two prices.
CREATE TABLE alert_states (
    rule_id BIGINT NOT NULL,
    state JSON NOT NULL,
    snoozed_until TIMESTAMPTZ(3),
    updated_at TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT alert_states_pkey PRIMARY KEY (rule_id),
    CONSTRAINT fk_alert_states_alert_rules
        FOREIGN KEY (rule_id) REFERENCES alert_rules (id) ON DELETE RESTRICT
);

-- Up to which time the prices of a symbol are judged.
CREATE TABLE alert_cursors (
    symbol VARCHAR(40) COLLATE "C" NOT NULL,
    judged_to TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT alert_cursors_pkey PRIMARY KEY (symbol)
);

-- What was stored and is not judged yet: written with the prices, taken away with the verdict.
CREATE TABLE alert_backlog (
    id BIGSERIAL NOT NULL,
    symbol VARCHAR(40) COLLATE "C", -- NULL: the coins of this slot
    since TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT alert_backlog_pkey PRIMARY KEY (id)
);

ALTER TABLE alert_logs
    ADD COLUMN event VARCHAR(20),
    ADD COLUMN rule_version INTEGER,
    ADD COLUMN unit VARCHAR(20),
    ADD COLUMN is_late BOOLEAN,
    ADD COLUMN evidence JSON,
    ADD COLUMN claimed_by TEXT,
    ADD COLUMN claimed_at TIMESTAMPTZ(3),
    ADD COLUMN notified_at TIMESTAMPTZ(3),
    ADD COLUMN acknowledged_at TIMESTAMPTZ(3),
    ADD COLUMN resolved_at TIMESTAMPTZ(3),
    ADD COLUMN deliveries JSON;

-- One firing of a version of a rule at one moment, however often it is judged.
CREATE UNIQUE INDEX uq_alert_logs_firing ON alert_logs (rule_id, rule_version, timestamp, event);
