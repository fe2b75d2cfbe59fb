ALTER TABLE market_data
    DROP CONSTRAINT fk_market_data_assets_restrict,
    ADD CONSTRAINT fk_market_data_assets
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE CASCADE,
    DROP COLUMN deleted_at;

ALTER TABLE alert_rules
    DROP CONSTRAINT fk_alert_rules_assets_restrict,
    ADD CONSTRAINT fk_alert_rules_assets
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE CASCADE;

ALTER TABLE alert_logs
    DROP CONSTRAINT fk_alert_logs_alert_rules_restrict,
    DROP CONSTRAINT fk_alert_logs_assets_restrict,
    ADD CONSTRAINT fk_alert_logs_alert_rules
        FOREIGN KEY (rule_id) REFERENCES alert_rules (id) ON DELETE CASCADE,
    ADD CONSTRAINT fk_alert_logs_assets
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE CASCADE,
    DROP COLUMN deleted_at;
