-- Four decimals are too few for some coins. Rows from before have none.
DROP VIEW readable_alert_logs;

ALTER TABLE alert_logs ADD COLUMN trigger_exact TEXT CHECK (trigger_exact GLOB '*.????????');
ALTER TABLE alert_logs ADD COLUMN threshold_exact TEXT CHECK (threshold_exact GLOB '*.????????');

CREATE VIEW readable_alert_logs AS
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', timestamp / 1000.0, 'unixepoch') AS timestamp,
       rule_id, instrument_id,
       coalesce(trigger_exact, printf('%.4f', trigger_value)) AS trigger_value,
       coalesce(threshold_exact, printf('%.4f', threshold_value)) AS threshold_value,
       status, severity, message,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', deleted_at / 1000.0, 'unixepoch') AS deleted_at
FROM alert_logs;
