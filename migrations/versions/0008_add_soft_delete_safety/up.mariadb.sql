ALTER TABLE market_data
    ADD COLUMN deleted_at DATETIME(3),
    DROP FOREIGN KEY fk_market_data_assets,
    ADD CONSTRAINT fk_market_data_assets_restrict
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE RESTRICT,
    ADD INDEX ix_market_data_deleted_at (deleted_at);

ALTER TABLE alert_rules
    DROP FOREIGN KEY fk_alert_rules_assets,
    ADD CONSTRAINT fk_alert_rules_assets_restrict
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE RESTRICT;

ALTER TABLE alert_logs
    ADD COLUMN deleted_at DATETIME(3),
    DROP FOREIGN KEY fk_alert_logs_alert_rules,
    DROP FOREIGN KEY fk_alert_logs_assets,
    ADD CONSTRAINT fk_alert_logs_alert_rules_restrict
        FOREIGN KEY (rule_id) REFERENCES alert_rules (id) ON DELETE RESTRICT,
    ADD CONSTRAINT fk_alert_logs_assets_restrict
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE RESTRICT,
    ADD INDEX ix_alert_logs_deleted_at (deleted_at);
