CREATE TABLE assets (
    symbol TEXT NOT NULL UNIQUE CHECK (length(symbol) BETWEEN 1 AND 40),
    instrument_id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    exchange TEXT NOT NULL,
    asset_type TEXT NOT NULL,
    currency TEXT,
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    last_synced INTEGER,
    sync_state TEXT NOT NULL,
    sync_error TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE daily_data (
    time INTEGER NOT NULL CHECK (time % 86400000 = 0), -- midnight UTC of the exchange's day
    symbol TEXT NOT NULL,
    -- NUMERIC(12,4)
    open TEXT NOT NULL CHECK (open GLOB '*.????'),
    high TEXT NOT NULL CHECK (high GLOB '*.????'),
    low TEXT NOT NULL CHECK (low GLOB '*.????'),
    close TEXT NOT NULL CHECK (close GLOB '*.????'),
    adjusted_close TEXT NOT NULL CHECK (adjusted_close GLOB '*.????'),
    volume INTEGER,
    PRIMARY KEY (time, symbol)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_daily_data_symbol_time ON daily_data (symbol, time);

-- Clustered by series: a chart reads one symbol's range.
CREATE TABLE intraday_data (
    time INTEGER NOT NULL,
    symbol TEXT NOT NULL,
    bar_interval TEXT NOT NULL,
    -- NUMERIC(20,8)
    open TEXT NOT NULL CHECK (open GLOB '*.????????'),
    high TEXT NOT NULL CHECK (high GLOB '*.????????'),
    low TEXT NOT NULL CHECK (low GLOB '*.????????'),
    close TEXT NOT NULL CHECK (close GLOB '*.????????'),
    volume INTEGER,
    PRIMARY KEY (symbol, bar_interval, time)
) STRICT, WITHOUT ROWID;

CREATE TABLE corporate_actions (
    date INTEGER NOT NULL CHECK (date % 86400000 = 0), -- midnight UTC
    symbol TEXT NOT NULL,
    action_type TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    value TEXT CHECK (value GLOB '*.????????'),
    numerator TEXT CHECK (numerator GLOB '*.????????'),
    denominator TEXT CHECK (denominator GLOB '*.????????'),
    period TEXT,
    currency TEXT,
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    PRIMARY KEY (date, symbol, action_type, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE collection_runs (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    slot INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    status TEXT NOT NULL CHECK (status IN ('ok', 'partial', 'failed', 'outbox')),
    attempts INTEGER NOT NULL,
    received INTEGER NOT NULL,
    stored INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    rejected_details TEXT,
    error TEXT,
    duration_ms INTEGER,
    CONSTRAINT uq_collection_runs_source_slot_started UNIQUE (source, slot, started_at)
) STRICT;

CREATE INDEX ix_collection_runs_started ON collection_runs (started_at DESC);

CREATE TABLE data_gaps (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    symbol TEXT,
    from_time INTEGER NOT NULL,
    to_time INTEGER NOT NULL CHECK (to_time > from_time),
    cause TEXT NOT NULL CHECK (cause IN ('asleep', 'offline', 'provider_empty', 'provider_error',
                                         'market_closed', 'unknown')),
    state TEXT NOT NULL CHECK (state IN ('open', 'declared', 'healed'))
) STRICT;

CREATE INDEX ix_data_gaps_source_from ON data_gaps (source, from_time);

CREATE TABLE metadata (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE system_events (
    id INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('info', 'warning', 'error')),
    component TEXT NOT NULL,
    event TEXT NOT NULL,
    details TEXT
) STRICT;

CREATE INDEX ix_system_events_time ON system_events (time DESC);

CREATE VIEW readable_assets AS
SELECT symbol, instrument_id, name, exchange, asset_type, currency, is_active,
       strftime('%Y-%m-%dT%H:%M:%fZ', last_synced / 1000.0, 'unixepoch') AS last_synced,
       sync_state, sync_error,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at
FROM assets;

CREATE VIEW readable_daily_data AS
SELECT strftime('%Y-%m-%dT%H:%M:%fZ', time / 1000.0, 'unixepoch') AS time,
       symbol, open, high, low, close, adjusted_close, volume
FROM daily_data;

CREATE VIEW readable_intraday_data AS
SELECT strftime('%Y-%m-%dT%H:%M:%fZ', time / 1000.0, 'unixepoch') AS time,
       symbol, bar_interval, open, high, low, close, volume
FROM intraday_data;

CREATE VIEW readable_corporate_actions AS
SELECT strftime('%Y-%m-%d', date / 1000.0, 'unixepoch') AS date,
       symbol, action_type, ordinal, value, numerator, denominator, period, currency, enabled
FROM corporate_actions;

CREATE VIEW readable_collection_runs AS
SELECT id, source,
       strftime('%Y-%m-%dT%H:%M:%fZ', slot / 1000.0, 'unixepoch') AS slot,
       strftime('%Y-%m-%dT%H:%M:%fZ', started_at / 1000.0, 'unixepoch') AS started_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', finished_at / 1000.0, 'unixepoch') AS finished_at,
       status, attempts, received, stored, duplicates, rejected, rejected_details, error,
       duration_ms
FROM collection_runs;

CREATE VIEW readable_data_gaps AS
SELECT id, source, symbol,
       strftime('%Y-%m-%dT%H:%M:%fZ', from_time / 1000.0, 'unixepoch') AS from_time,
       strftime('%Y-%m-%dT%H:%M:%fZ', to_time / 1000.0, 'unixepoch') AS to_time,
       cause, state
FROM data_gaps;

CREATE VIEW readable_metadata AS
SELECT name, value, strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at
FROM metadata;

CREATE VIEW readable_system_events AS
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', time / 1000.0, 'unixepoch') AS time,
       level, component, event, details
FROM system_events;
