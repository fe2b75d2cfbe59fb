-- One statement a table: it is copied once.
ALTER TABLE market_data
    MODIFY price DOUBLE NOT NULL,
    MODIFY bid DOUBLE,
    MODIFY ask DOUBLE,
    MODIFY open_price DOUBLE,
    MODIFY high_price DOUBLE,
    MODIFY low_price DOUBLE;

ALTER TABLE alert_logs
    MODIFY trigger_value DOUBLE NOT NULL,
    MODIFY threshold_value DOUBLE NOT NULL;
