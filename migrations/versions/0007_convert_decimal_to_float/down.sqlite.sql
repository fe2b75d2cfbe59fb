-- round() first, and + 0.0: printf() alone makes -0.0000 of a tiny negative number, and 0.0000
-- of NULL.
DROP VIEW readable_alert_logs;
DROP VIEW readable_market_data;

CREATE TABLE new_market_data (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    timestamp INTEGER NOT NULL,
    instrument_id INTEGER NOT NULL,
    -- DECIMAL(12,4)
    price TEXT NOT NULL CHECK (price GLOB '*.????' AND length(price) <= 13),
    bid TEXT CHECK (bid GLOB '*.????' AND length(bid) <= 13),
    ask TEXT CHECK (ask GLOB '*.????' AND length(ask) <= 13),
    open_price TEXT CHECK (open_price GLOB '*.????' AND length(open_price) <= 13),
    high_price TEXT CHECK (high_price GLOB '*.????' AND length(high_price) <= 13),
    low_price TEXT CHECK (low_price GLOB '*.????' AND length(low_price) <= 13),
    volume INTEGER,
    CONSTRAINT fk_market_data_assets
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE CASCADE
) STRICT;

INSERT INTO new_market_data (id, timestamp, instrument_id, price, bid, ask, open_price,
                             high_price, low_price, volume)
SELECT id, timestamp, instrument_id,
       iif(price IS NULL, NULL, printf('%.4f', round(price, 4) + 0.0)),
       iif(bid IS NULL, NULL, printf('%.4f', round(bid, 4) + 0.0)),
       iif(ask IS NULL, NULL, printf('%.4f', round(ask, 4) + 0.0)),
       iif(open_price IS NULL, NULL, printf('%.4f', round(open_price, 4) + 0.0)),
       iif(high_price IS NULL, NULL, printf('%.4f', round(high_price, 4) + 0.0)),
       iif(low_price IS NULL, NULL, printf('%.4f', round(low_price, 4) + 0.0)),
       volume
FROM market_data
ORDER BY id;

-- An id that was given once stays given, also when its row is gone.
DELETE FROM sqlite_sequence WHERE name = 'new_market_data';
INSERT INTO sqlite_sequence (name, seq)
SELECT 'new_market_data', seq FROM sqlite_sequence WHERE name = 'market_data';

DROP TABLE market_data;
ALTER TABLE new_market_data RENAME TO market_data;

CREATE INDEX ix_market_data_timestamp_instrument ON market_data (timestamp, instrument_id);
CREATE INDEX ix_market_data_instrument_price ON market_data (instrument_id, price);

CREATE TABLE new_alert_logs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    timestamp INTEGER NOT NULL,
    rule_id INTEGER NOT NULL,
    instrument_id INTEGER NOT NULL,
    -- DECIMAL(12,4)
    trigger_value TEXT NOT NULL
        CHECK (trigger_value GLOB '*.????' AND length(ltrim(trigger_value, '-')) <= 13),
    threshold_value TEXT NOT NULL
        CHECK (threshold_value GLOB '*.????' AND length(ltrim(threshold_value, '-')) <= 13),
    status TEXT NOT NULL,
    severity TEXT NOT NULL,
    message TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT fk_alert_logs_alert_rules
        FOREIGN KEY (rule_id) REFERENCES alert_rules (id) ON DELETE CASCADE,
    CONSTRAINT fk_alert_logs_assets
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE CASCADE
) STRICT;

INSERT INTO new_alert_logs (id, timestamp, rule_id, instrument_id, trigger_value, threshold_value,
                            status, severity, message, created_at)
SELECT id, timestamp, rule_id, instrument_id,
       iif(trigger_value IS NULL, NULL, printf('%.4f', round(trigger_value, 4) + 0.0)),
       iif(threshold_value IS NULL, NULL, printf('%.4f', round(threshold_value, 4) + 0.0)),
       status, severity, message, created_at
FROM alert_logs
ORDER BY id;

-- An id that was given once stays given, also when its row is gone.
DELETE FROM sqlite_sequence WHERE name = 'new_alert_logs';
INSERT INTO sqlite_sequence (name, seq)
SELECT 'new_alert_logs', seq FROM sqlite_sequence WHERE name = 'alert_logs';

DROP TABLE alert_logs;
ALTER TABLE new_alert_logs RENAME TO alert_logs;

CREATE INDEX ix_alert_logs_timestamp ON alert_logs (timestamp);
CREATE INDEX ix_alert_logs_rule_timestamp ON alert_logs (rule_id, timestamp);
CREATE INDEX ix_alert_logs_instrument ON alert_logs (instrument_id);
CREATE INDEX ix_alert_logs_status ON alert_logs (status);

CREATE VIEW readable_market_data AS
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', timestamp / 1000.0, 'unixepoch') AS timestamp,
       instrument_id, price, bid, ask, open_price, high_price, low_price, volume
FROM market_data;

CREATE VIEW readable_alert_logs AS
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', timestamp / 1000.0, 'unixepoch') AS timestamp,
       rule_id, instrument_id, trigger_value, threshold_value, status, severity, message,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at
FROM alert_logs;
