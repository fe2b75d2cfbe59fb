DROP VIEW readable_alert_backlog;
DROP VIEW readable_alert_cursors;
DROP VIEW readable_alert_states;
DROP VIEW readable_alert_rule_versions;
DROP VIEW readable_alert_logs;

DROP INDEX uq_alert_logs_firing;

ALTER TABLE alert_logs DROP COLUMN deliveries;
ALTER TABLE alert_logs DROP COLUMN resolved_at;
ALTER TABLE alert_logs DROP COLUMN acknowledged_at;
ALTER TABLE alert_logs DROP COLUMN notified_at;
ALTER TABLE alert_logs DROP COLUMN claimed_at;
ALTER TABLE alert_logs DROP COLUMN claimed_by;
ALTER TABLE alert_logs DROP COLUMN evidence;
ALTER TABLE alert_logs DROP COLUMN is_late;
ALTER TABLE alert_logs DROP COLUMN unit;
ALTER TABLE alert_logs DROP COLUMN rule_version;
ALTER TABLE alert_logs DROP COLUMN event;

CREATE VIEW readable_alert_logs AS
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', timestamp / 1000.0, 'unixepoch') AS timestamp,
       rule_id, instrument_id,
       coalesce(trigger_exact, printf('%.4f', trigger_value)) AS trigger_value,
       coalesce(threshold_exact, printf('%.4f', threshold_value)) AS threshold_value,
       status, severity, message,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', deleted_at / 1000.0, 'unixepoch') AS deleted_at
FROM alert_logs;

DROP TABLE alert_backlog;
DROP TABLE alert_cursors;
DROP TABLE alert_states;
DROP TABLE alert_rule_versions;
