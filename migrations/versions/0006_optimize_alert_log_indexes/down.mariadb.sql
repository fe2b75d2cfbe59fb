ALTER TABLE alert_logs
    ADD INDEX ix_alert_logs_rule (rule_id),
    ADD INDEX ix_alert_logs_instrument_timestamp (instrument_id, timestamp),
    ADD INDEX ix_alert_logs_status_timestamp (status, timestamp),
    ADD INDEX ix_alert_logs_severity (severity),
    ADD INDEX ix_alert_logs_trigger_value (trigger_value),
    ADD INDEX ix_alert_logs_threshold_value (threshold_value),
    ADD INDEX ix_alert_logs_created_at (created_at);
