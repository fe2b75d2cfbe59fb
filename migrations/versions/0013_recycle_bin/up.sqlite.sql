-- Who deleted a row and why. Rows that went together carry one batch, and come back together.
DROP VIEW readable_alert_logs;
DROP VIEW readable_alert_rules;
DROP VIEW readable_market_data;

ALTER TABLE market_data ADD COLUMN deleted_by TEXT;
ALTER TABLE market_data ADD COLUMN deleted_reason TEXT;
ALTER TABLE market_data ADD COLUMN delete_batch TEXT;

ALTER TABLE alert_rules ADD COLUMN deleted_by TEXT;
ALTER TABLE alert_rules ADD COLUMN deleted_reason TEXT;
ALTER TABLE alert_rules ADD COLUMN delete_batch TEXT;

ALTER TABLE alert_logs ADD COLUMN deleted_by TEXT;
ALTER TABLE alert_logs ADD COLUMN deleted_reason TEXT;
ALTER TABLE alert_logs ADD COLUMN delete_batch TEXT;

CREATE INDEX ix_alert_rules_deleted_at ON alert_rules (deleted_at) WHERE deleted_at IS NOT NULL;

-- A firing in the recycle bin does not stand in the way of another one.
DROP INDEX uq_alert_logs_firing;
CREATE UNIQUE INDEX uq_alert_logs_firing ON alert_logs (rule_id, rule_version, timestamp, event)
    WHERE deleted_at IS NULL;

-- The files that deleted rows were written to, and how many of their rows are purged.
CREATE TABLE trash_exports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    exported_at INTEGER NOT NULL,
    exported_by TEXT NOT NULL,
    host TEXT NOT NULL,
    folder TEXT NOT NULL,
    files TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    purged_count INTEGER NOT NULL,
    purged_at INTEGER
) STRICT;

CREATE VIEW readable_market_data AS
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', timestamp / 1000.0, 'unixepoch') AS timestamp,
       instrument_id,
       printf('%.4f', price) AS price,
       iif(bid IS NULL, NULL, printf('%.4f', bid)) AS bid,
       iif(ask IS NULL, NULL, printf('%.4f', ask)) AS ask,
       iif(open_price IS NULL, NULL, printf('%.4f', open_price)) AS open_price,
       iif(high_price IS NULL, NULL, printf('%.4f', high_price)) AS high_price,
       iif(low_price IS NULL, NULL, printf('%.4f', low_price)) AS low_price,
       volume,
       strftime('%Y-%m-%dT%H:%M:%fZ', deleted_at / 1000.0, 'unixepoch') AS deleted_at,
       deleted_by, deleted_reason, delete_batch
FROM market_data;

CREATE VIEW readable_alert_rules AS
SELECT id, name, instrument_id, rule_condition, threshold_value, window_ms, cooldown_ms, severity,
       enabled,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', deleted_at / 1000.0, 'unixepoch') AS deleted_at,
       deleted_by, deleted_reason, delete_batch
FROM alert_rules;

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
       deliveries,
       deleted_by, deleted_reason, delete_batch
FROM alert_logs;

CREATE VIEW readable_trash_exports AS
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', exported_at / 1000.0, 'unixepoch') AS exported_at,
       exported_by, host, folder, files, row_count, purged_count,
       strftime('%Y-%m-%dT%H:%M:%fZ', purged_at / 1000.0, 'unixepoch') AS purged_at
FROM trash_exports;
