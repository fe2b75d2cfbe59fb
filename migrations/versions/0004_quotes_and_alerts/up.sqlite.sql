CREATE TABLE market_data (
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

CREATE INDEX ix_market_data_timestamp ON market_data (timestamp);
CREATE INDEX ix_market_data_instrument ON market_data (instrument_id);
CREATE INDEX ix_market_data_price ON market_data (price);
CREATE INDEX ix_market_data_latest ON market_data (instrument_id, timestamp DESC, price);
CREATE INDEX ix_market_data_timestamp_instrument ON market_data (timestamp, instrument_id);

CREATE TABLE alert_rules (
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

CREATE INDEX ix_alert_rules_instrument ON alert_rules (instrument_id);

CREATE TABLE alert_logs (
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

CREATE INDEX ix_alert_logs_timestamp ON alert_logs (timestamp);
CREATE INDEX ix_alert_logs_rule ON alert_logs (rule_id);
CREATE INDEX ix_alert_logs_rule_timestamp ON alert_logs (rule_id, timestamp);
CREATE INDEX ix_alert_logs_instrument ON alert_logs (instrument_id);
CREATE INDEX ix_alert_logs_instrument_timestamp ON alert_logs (instrument_id, timestamp);
CREATE INDEX ix_alert_logs_status ON alert_logs (status);
CREATE INDEX ix_alert_logs_status_timestamp ON alert_logs (status, timestamp);
CREATE INDEX ix_alert_logs_severity ON alert_logs (severity);
CREATE INDEX ix_alert_logs_trigger_value ON alert_logs (trigger_value);
CREATE INDEX ix_alert_logs_threshold_value ON alert_logs (threshold_value);
CREATE INDEX ix_alert_logs_created_at ON alert_logs (created_at);

CREATE VIEW readable_market_data AS
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', timestamp / 1000.0, 'unixepoch') AS timestamp,
       instrument_id, price, bid, ask, open_price, high_price, low_price, volume
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
       rule_id, instrument_id, trigger_value, threshold_value, status, severity, message,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at
FROM alert_logs;
