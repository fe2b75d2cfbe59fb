DROP TABLE trash_exports;

-- FORCE makes the tables anew, see version 11.
ALTER TABLE alert_logs
    FORCE,
    DROP INDEX uq_alert_logs_firing,
    ADD UNIQUE INDEX uq_alert_logs_firing (rule_id, rule_version, timestamp, event),
    DROP COLUMN is_live,
    DROP COLUMN delete_batch,
    DROP COLUMN deleted_reason,
    DROP COLUMN deleted_by;

ALTER TABLE alert_rules
    FORCE,
    DROP INDEX ix_alert_rules_deleted_at,
    DROP COLUMN delete_batch,
    DROP COLUMN deleted_reason,
    DROP COLUMN deleted_by;

ALTER TABLE market_data
    FORCE,
    DROP COLUMN delete_batch,
    DROP COLUMN deleted_reason,
    DROP COLUMN deleted_by;
