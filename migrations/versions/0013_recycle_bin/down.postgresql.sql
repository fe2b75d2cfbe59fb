DROP TABLE trash_exports;

DROP INDEX uq_alert_logs_firing;
CREATE UNIQUE INDEX uq_alert_logs_firing ON alert_logs (rule_id, rule_version, timestamp, event);

ALTER TABLE alert_logs
    DROP COLUMN delete_batch,
    DROP COLUMN deleted_reason,
    DROP COLUMN deleted_by;

DROP INDEX ix_alert_rules_deleted_at;
ALTER TABLE alert_rules
    DROP COLUMN delete_batch,
    DROP COLUMN deleted_reason,
    DROP COLUMN deleted_by;

ALTER TABLE market_data
    DROP COLUMN delete_batch,
    DROP COLUMN deleted_reason,
    DROP COLUMN deleted_by;
