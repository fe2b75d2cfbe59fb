DROP VIEW readable_alert_logs;

ALTER TABLE alert_logs DROP COLUMN threshold_exact;
ALTER TABLE alert_logs DROP COLUMN trigger_exact;

CREATE VIEW readable_alert_logs AS
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', timestamp / 1000.0, 'unixepoch') AS timestamp,
       rule_id, instrument_id,
       printf('%.4f', trigger_value) AS trigger_value,
       printf('%.4f', threshold_value) AS threshold_value,
       status, severity, message,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', deleted_at / 1000.0, 'unixepoch') AS deleted_at
FROM alert_logs;
