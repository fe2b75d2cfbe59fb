DROP VIEW readable_trash_exports;
DROP VIEW readable_alert_logs;
DROP VIEW readable_alert_rules;
DROP VIEW readable_market_data;

DROP TABLE trash_exports;

DROP INDEX uq_alert_logs_firing;
CREATE UNIQUE INDEX uq_alert_logs_firing ON alert_logs (rule_id, rule_version, timestamp, event);
DROP INDEX ix_alert_rules_deleted_at;

ALTER TABLE alert_logs DROP COLUMN delete_batch;
ALTER TABLE alert_logs DROP COLUMN deleted_reason;
ALTER TABLE alert_logs DROP COLUMN deleted_by;

ALTER TABLE alert_rules DROP COLUMN delete_batch;
ALTER TABLE alert_rules DROP COLUMN deleted_reason;
ALTER TABLE alert_rules DROP COLUMN deleted_by;

ALTER TABLE market_data DROP COLUMN delete_batch;
ALTER TABLE market_data DROP COLUMN deleted_reason;
ALTER TABLE market_data DROP COLUMN deleted_by;

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
       strftime('%Y-%m-%dT%H:%M:%fZ', deleted_at / 1000.0, 'unixepoch') AS deleted_at
FROM market_data;

CREATE VIEW readable_alert_rules AS
SELECT id, name, instrument_id, rule_condition, threshold_value, window_ms, cooldown_ms, severity,
       enabled,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', deleted_at / 1000.0, 'unixepoch') AS deleted_at
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
       deliveries
FROM alert_logs;
