CREATE TABLE market_data (
    id BIGINT NOT NULL AUTO_INCREMENT,
    timestamp DATETIME(3) NOT NULL,
    instrument_id INT NOT NULL,
    price DECIMAL(12,4) NOT NULL,
    bid DECIMAL(12,4),
    ask DECIMAL(12,4),
    open_price DECIMAL(12,4),
    high_price DECIMAL(12,4),
    low_price DECIMAL(12,4),
    volume BIGINT,
    PRIMARY KEY (id),
    INDEX ix_market_data_timestamp (timestamp),
    INDEX ix_market_data_instrument (instrument_id),
    INDEX ix_market_data_price (price),
    INDEX ix_market_data_latest (instrument_id, timestamp DESC, price),
    INDEX ix_market_data_timestamp_instrument (timestamp, instrument_id),
    CONSTRAINT fk_market_data_assets
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE alert_rules (
    id BIGINT NOT NULL AUTO_INCREMENT,
    name TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    instrument_id INT NOT NULL,
    rule_condition VARCHAR(100) NOT NULL,
    threshold_value DECIMAL(20,8) NOT NULL,
    window_ms BIGINT,
    cooldown_ms BIGINT NOT NULL,
    severity VARCHAR(20) NOT NULL,
    enabled TINYINT(1) NOT NULL CHECK (enabled IN (0, 1)),
    created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    deleted_at DATETIME(3),
    PRIMARY KEY (id),
    INDEX ix_alert_rules_instrument (instrument_id),
    CONSTRAINT fk_alert_rules_assets
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE alert_logs (
    id BIGINT NOT NULL AUTO_INCREMENT,
    timestamp DATETIME(3) NOT NULL,
    rule_id BIGINT NOT NULL,
    instrument_id INT NOT NULL,
    trigger_value DECIMAL(12,4) NOT NULL,
    threshold_value DECIMAL(12,4) NOT NULL,
    status VARCHAR(20) NOT NULL,
    severity VARCHAR(20) NOT NULL,
    message TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    INDEX ix_alert_logs_timestamp (timestamp),
    INDEX ix_alert_logs_rule (rule_id),
    INDEX ix_alert_logs_rule_timestamp (rule_id, timestamp),
    INDEX ix_alert_logs_instrument (instrument_id),
    INDEX ix_alert_logs_instrument_timestamp (instrument_id, timestamp),
    INDEX ix_alert_logs_status (status),
    INDEX ix_alert_logs_status_timestamp (status, timestamp),
    INDEX ix_alert_logs_severity (severity),
    INDEX ix_alert_logs_trigger_value (trigger_value),
    INDEX ix_alert_logs_threshold_value (threshold_value),
    INDEX ix_alert_logs_created_at (created_at),
    CONSTRAINT fk_alert_logs_alert_rules
        FOREIGN KEY (rule_id) REFERENCES alert_rules (id) ON DELETE CASCADE,
    CONSTRAINT fk_alert_logs_assets
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;
