CREATE TABLE market_data (
    id BIGSERIAL NOT NULL,
    timestamp TIMESTAMPTZ(3) NOT NULL,
    instrument_id INTEGER NOT NULL,
    price NUMERIC(12,4) NOT NULL,
    bid NUMERIC(12,4),
    ask NUMERIC(12,4),
    open_price NUMERIC(12,4),
    high_price NUMERIC(12,4),
    low_price NUMERIC(12,4),
    volume BIGINT,
    CONSTRAINT market_data_pkey PRIMARY KEY (id),
    CONSTRAINT fk_market_data_assets
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE CASCADE
);

CREATE INDEX ix_market_data_timestamp ON market_data (timestamp);
CREATE INDEX ix_market_data_instrument ON market_data (instrument_id);
CREATE INDEX ix_market_data_price ON market_data (price);
CREATE INDEX ix_market_data_latest ON market_data (instrument_id, timestamp DESC, price);
CREATE INDEX ix_market_data_timestamp_instrument ON market_data (timestamp, instrument_id);

CREATE TABLE alert_rules (
    id BIGSERIAL NOT NULL,
    name TEXT NOT NULL,
    instrument_id INTEGER NOT NULL,
    rule_condition VARCHAR(100) NOT NULL,
    threshold_value NUMERIC(20,8) NOT NULL,
    window_ms BIGINT,
    cooldown_ms BIGINT NOT NULL,
    severity VARCHAR(20) NOT NULL,
    enabled BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL,
    updated_at TIMESTAMPTZ(3) NOT NULL,
    deleted_at TIMESTAMPTZ(3),
    CONSTRAINT alert_rules_pkey PRIMARY KEY (id),
    CONSTRAINT fk_alert_rules_assets
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE CASCADE
);

CREATE INDEX ix_alert_rules_instrument ON alert_rules (instrument_id);

CREATE TABLE alert_logs (
    id BIGSERIAL NOT NULL,
    timestamp TIMESTAMPTZ(3) NOT NULL,
    rule_id BIGINT NOT NULL,
    instrument_id INTEGER NOT NULL,
    trigger_value NUMERIC(12,4) NOT NULL,
    threshold_value NUMERIC(12,4) NOT NULL,
    status VARCHAR(20) NOT NULL,
    severity VARCHAR(20) NOT NULL,
    message TEXT NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT alert_logs_pkey PRIMARY KEY (id),
    CONSTRAINT fk_alert_logs_alert_rules
        FOREIGN KEY (rule_id) REFERENCES alert_rules (id) ON DELETE CASCADE,
    CONSTRAINT fk_alert_logs_assets
        FOREIGN KEY (instrument_id) REFERENCES assets (instrument_id) ON DELETE CASCADE
);

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
