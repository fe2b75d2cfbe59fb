-- What each version of a rule said. The newest is the rule; one from before this table has none.
CREATE TABLE alert_rule_versions (
    rule_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    rule_condition TEXT NOT NULL,
    threshold_value TEXT NOT NULL CHECK (threshold_value GLOB '*.????????'), -- NUMERIC(20,8)
    cooldown_ms INTEGER NOT NULL,
    severity TEXT NOT NULL,
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    details TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (rule_id, version),
    CONSTRAINT fk_alert_rule_versions_alert_rules
        FOREIGN KEY (rule_id) REFERENCES alert_rules (id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

-- Where each rule stands between two prices.
CREATE TABLE alert_states (
    rule_id INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    snoozed_until INTEGER,
    updated_at INTEGER NOT NULL,
    CONSTRAINT fk_alert_states_alert_rules
        FOREIGN KEY (rule_id) REFERENCES alert_rules (id) ON DELETE RESTRICT
) STRICT;

-- Up to which time the prices of a symbol are judged.
CREATE TABLE alert_cursors (
    symbol TEXT PRIMARY KEY NOT NULL,
    judged_to INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was stored and is not judged yet: written with the prices, taken away with the verdict.
CREATE TABLE alert_backlog (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    symbol TEXT, -- NULL: the coins of this slot
    since INTEGER NOT NULL
) STRICT;

DROP VIEW readable_alert_logs;

ALTER TABLE alert_logs ADD COLUMN event TEXT;
ALTER TABLE alert_logs ADD COLUMN rule_version INTEGER;
ALTER TABLE alert_logs ADD COLUMN unit TEXT;
ALTER TABLE alert_logs ADD COLUMN is_late INTEGER CHECK (is_late IN (0, 1));
ALTER TABLE alert_logs ADD COLUMN evidence TEXT;
ALTER TABLE alert_logs ADD COLUMN claimed_by TEXT;
ALTER TABLE alert_logs ADD COLUMN claimed_at INTEGER;
ALTER TABLE alert_logs ADD COLUMN notified_at INTEGER;
ALTER TABLE alert_logs ADD COLUMN acknowledged_at INTEGER;
ALTER TABLE alert_logs ADD COLUMN resolved_at INTEGER;
ALTER TABLE alert_logs ADD COLUMN deliveries TEXT;

-- One firing of a version of a rule at one moment, however often it is judged.
CREATE UNIQUE INDEX uq_alert_logs_firing ON alert_logs (rule_id, rule_version, timestamp, event);

CREATE VIEW readable_alert_logs AS
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', timestamp / 1000.0, 'unixepoch') AS timestamp,
       rule_id, instrument_id,
       coalesce(trigger_exact, printf('%.4f', trigger_value)) AS trigger_value,
       coalesce(threshold_exact, printf('%.4f', threshold_value)) AS threshold_value,
       status, severity, message,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', deleted_at / 1000.0, 'unixepoch') AS deleted_at,
       event, rule_version, unit, is_late, evidence, claimed_by,
       strftime('%Y-%m-%dT%H:%M:%fZ', claimed_at / 1000.0, 'unixepoch') AS claimed_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', notified_at / 1000.0, 'unixepoch') AS notified_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', acknowledged_at / 1000.0, 'unixepoch') AS acknowledged_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', resolved_at / 1000.0, 'unixepoch') AS resolved_at,
       deliveries
FROM alert_logs;

CREATE VIEW readable_alert_rule_versions AS
SELECT rule_id, version, name, rule_condition, threshold_value, cooldown_ms, severity, enabled,
       details, strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at
FROM alert_rule_versions;

CREATE VIEW readable_alert_states AS
SELECT rule_id, state,
       strftime('%Y-%m-%dT%H:%M:%fZ', snoozed_until / 1000.0, 'unixepoch') AS snoozed_until,
       strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at
FROM alert_states;

CREATE VIEW readable_alert_cursors AS
SELECT symbol, strftime('%Y-%m-%dT%H:%M:%fZ', judged_to / 1000.0, 'unixepoch') AS judged_to
FROM alert_cursors;

CREATE VIEW readable_alert_backlog AS
SELECT id, symbol, strftime('%Y-%m-%dT%H:%M:%fZ', since / 1000.0, 'unixepoch') AS since
FROM alert_backlog;
