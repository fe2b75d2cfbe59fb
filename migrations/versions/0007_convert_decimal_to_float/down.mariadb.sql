-- One statement a table: it is copied once.
ALTER TABLE market_data
    MODIFY price DECIMAL(12,4) NOT NULL,
    MODIFY bid DECIMAL(12,4),
    MODIFY ask DECIMAL(12,4),
    MODIFY open_price DECIMAL(12,4),
    MODIFY high_price DECIMAL(12,4),
    MODIFY low_price DECIMAL(12,4);

ALTER TABLE alert_logs
    MODIFY trigger_value DECIMAL(12,4) NOT NULL,
    MODIFY threshold_value DECIMAL(12,4) NOT NULL;
