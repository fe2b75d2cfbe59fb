-- What each version of a rule said. The newest is the rule; one from before this table has none.
CREATE TABLE alert_rule_versions (
    rule_id BIGINT NOT NULL,
    version INT NOT NULL,
    name TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    rule_condition VARCHAR(100) NOT NULL,
    threshold_value DECIMAL(20,8) NOT NULL,
    cooldown_ms BIGINT NOT NULL,
    severity VARCHAR(20) NOT NULL,
    enabled TINYINT(1) NOT NULL CHECK (enabled IN (0, 1)),
    details LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (rule_id, version),
    CONSTRAINT fk_alert_rule_versions_alert_rules
        FOREIGN KEY (rule_id) REFERENCES alert_rules (id) ON DELETE RESTRICT
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

-- Where each rule stands between two prices.
CREATE TABLE alert_states (
    rule_id BIGINT NOT NULL,
    state LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    snoozed_until DATETIME(3),
    updated_at DATETIME(3) NOT NULL,
    PRIMARY KEY (rule_id),
    CONSTRAINT fk_alert_states_alert_rules
        FOREIGN KEY (rule_id) REFERENCES alert_rules (id) ON DELETE RESTRICT
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

-- Up to which time the prices of a symbol are judged.
CREATE TABLE alert_cursors (
    symbol VARCHAR(40) NOT NULL,
    judged_to DATETIME(3) NOT NULL,
    PRIMARY KEY (symbol)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

-- What was stored and is not judged yet: written with the prices, taken away with the verdict.
CREATE TABLE alert_backlog (
    id BIGINT NOT NULL AUTO_INCREMENT,
    symbol VARCHAR(40), -- NULL: the coins of this slot
    since DATETIME(3) NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

ALTER TABLE alert_logs
    ADD COLUMN event VARCHAR(20),
    ADD COLUMN rule_version INT,
    ADD COLUMN unit VARCHAR(20),
    ADD COLUMN is_late TINYINT(1) CHECK (is_late IN (0, 1)),
    ADD COLUMN evidence LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    ADD COLUMN claimed_by TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    ADD COLUMN claimed_at DATETIME(3),
    ADD COLUMN notified_at DATETIME(3),
    ADD COLUMN acknowledged_at DATETIME(3),
    ADD COLUMN resolved_at DATETIME(3),
    ADD COLUMN deliveries LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One firing of a version of a rule at one moment, however often it is judged.
CREATE UNIQUE INDEX uq_alert_logs_firing ON alert_logs (rule_id, rule_version, timestamp, event);
