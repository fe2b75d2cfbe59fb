-- Four decimals are too few for some coins. Rows from before have none.
ALTER TABLE alert_logs
    ADD COLUMN trigger_exact DECIMAL(20,8),
    ADD COLUMN threshold_exact DECIMAL(20,8);
