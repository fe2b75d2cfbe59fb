DROP VIEW readable_alert_logs;
DROP VIEW readable_alert_rules;
DROP VIEW readable_market_data;

CREATE TABLE new_market_data (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    timestamp INTEGER NOT NULL,
    instrument_id INTEGER NOT NULL,
    price REAL NOT NULL,
    bid REAL,
    ask REAL,
    open_price REAL,
    high_price REAL,
    low_price REAL,
    volume INTEGER,
    CONSTRAINT fk_market_data_assets
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE CASCADE
) STRICT;

INSERT INTO new_market_data (id, timestamp, instrument_id, price, bid, ask, open_price,
                             high_price, low_price, volume)
SELECT id, timestamp, instrument_id, price, bid, ask, open_price, high_price, low_price, volume
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

CREATE TABLE new_alert_rules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    instrument_id INTEGER NOT NULL,
    rule_condition TEXT NOT NULL,
    threshold_value TEXT NOT NULL CHECK (threshold_value GLOB '*.????????'), -- NUMERIC(20,8)
    window_ms INTEGER,
    cooldown_ms INTEGER NOT NULL,
    severity TEXT NOT NULL,
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    CONSTRAINT fk_alert_rules_assets
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE CASCADE
) STRICT;

INSERT INTO new_alert_rules (id, name, instrument_id, rule_condition, threshold_value, window_ms,
                             cooldown_ms, severity, enabled, created_at, updated_at, deleted_at)
SELECT id, name, instrument_id, rule_condition, threshold_value, window_ms, cooldown_ms, severity,
       enabled, created_at, updated_at, deleted_at
FROM alert_rules
ORDER BY id;

-- An id that was given once stays given, also when its row is gone.
DELETE FROM sqlite_sequence WHERE name = 'new_alert_rules';
INSERT INTO sqlite_sequence (name, seq)
SELECT 'new_alert_rules', seq FROM sqlite_sequence WHERE name = 'alert_rules';

DROP TABLE alert_rules;
ALTER TABLE new_alert_rules RENAME TO alert_rules;

CREATE INDEX ix_alert_rules_instrument ON alert_rules (instrument_id);

CREATE TABLE new_alert_logs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    timestamp INTEGER NOT NULL,
    rule_id INTEGER NOT NULL,
    instrument_id INTEGER NOT NULL,
    trigger_value REAL NOT NULL,
    threshold_value REAL NOT NULL,
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
SELECT id, timestamp, rule_id, instrument_id, trigger_value, threshold_value, status, severity,
       message, created_at
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
       instrument_id,
       printf('%.4f', price) AS price,
       iif(bid IS NULL, NULL, printf('%.4f', bid)) AS bid,
       iif(ask IS NULL, NULL, printf('%.4f', ask)) AS ask,
       iif(open_price IS NULL, NULL, printf('%.4f', open_price)) AS open_price,
       iif(high_price IS NULL, NULL, printf('%.4f', high_price)) AS high_price,
       iif(low_price IS NULL, NULL, printf('%.4f', low_price)) AS low_price,
       volume
FROM market_data;

CREATE VIEW readable_alert_rules AS
SELECT id, name, instrument_id, rule_condition, threshold_value, window_ms, cooldown_ms, severity,
       enabled,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', deleted_at / 1000.0, 'unixepoch') AS deleted_at
FROM alert_rules;

CREATE VIEW readable_alert_logs AS
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', timestamp / 1000.0, 'unixepoch') AS timestamp,
       rule_id, instrument_id,
       printf('%.4f', trigger_value) AS trigger_value,
       printf('%.4f', threshold_value) AS threshold_value,
       status, severity, message,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at
FROM alert_logs;
