CREATE TABLE portfolio_positions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    symbol TEXT NOT NULL,
    -- NUMERIC(38,18)
    quantity TEXT NOT NULL CHECK (quantity GLOB '*.??????????????????'),
    cost TEXT NOT NULL CHECK (cost GLOB '*.??????????????????'),
    currency TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('account', 'manual')),
    opened_at INTEGER,
    note TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX ix_portfolio_positions_symbol ON portfolio_positions (symbol);

CREATE TABLE portfolio_performance (
    id INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    symbol TEXT, -- NULL: the whole portfolio, which has no quantity
    -- NUMERIC(38,18)
    quantity TEXT CHECK (quantity GLOB '*.??????????????????'),
    cost TEXT NOT NULL CHECK (cost GLOB '*.??????????????????'),
    value TEXT NOT NULL CHECK (value GLOB '*.??????????????????'),
    currency TEXT NOT NULL,
    CONSTRAINT uq_portfolio_performance_symbol_time UNIQUE (symbol, time, currency)
) STRICT;

CREATE TABLE signal_history (
    id INTEGER PRIMARY KEY,
    symbol TEXT NOT NULL,
    time INTEGER NOT NULL,
    strategy TEXT NOT NULL,
    side TEXT NOT NULL,
    strength TEXT NOT NULL CHECK (strength GLOB '*.????????'), -- NUMERIC(20,8)
    parameters TEXT NOT NULL
) STRICT;

CREATE INDEX ix_signal_history_time ON signal_history (time DESC);
CREATE INDEX ix_signal_history_symbol_time ON signal_history (symbol, time);

CREATE VIEW readable_portfolio_positions AS
SELECT id, symbol, quantity, cost, currency, source,
       strftime('%Y-%m-%dT%H:%M:%fZ', opened_at / 1000.0, 'unixepoch') AS opened_at,
       note,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at
FROM portfolio_positions;

CREATE VIEW readable_portfolio_performance AS
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', time / 1000.0, 'unixepoch') AS time,
       symbol, quantity, cost, value, currency
FROM portfolio_performance;

CREATE VIEW readable_signal_history AS
SELECT id, symbol, strftime('%Y-%m-%dT%H:%M:%fZ', time / 1000.0, 'unixepoch') AS time,
       strategy, side, strength, parameters
FROM signal_history;
