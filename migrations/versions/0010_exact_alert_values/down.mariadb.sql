ALTER TABLE alert_logs
    DROP COLUMN threshold_exact,
    DROP COLUMN trigger_exact;
