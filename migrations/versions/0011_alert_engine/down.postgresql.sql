DROP INDEX uq_alert_logs_firing;

ALTER TABLE alert_logs
    DROP COLUMN deliveries,
    DROP COLUMN resolved_at,
    DROP COLUMN acknowledged_at,
    DROP COLUMN notified_at,
    DROP COLUMN claimed_at,
    DROP COLUMN claimed_by,
    DROP COLUMN evidence,
    DROP COLUMN is_late,
    DROP COLUMN unit,
    DROP COLUMN rule_version,
    DROP COLUMN event;

DROP TABLE alert_backlog;
DROP TABLE alert_cursors;
DROP TABLE alert_states;
DROP TABLE alert_rule_versions;
