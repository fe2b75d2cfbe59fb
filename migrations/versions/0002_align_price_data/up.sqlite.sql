-- Whole-number ids that are never given twice, NUMERIC(20,8), and when a row was inserted.
DROP VIEW readable_prices;

CREATE TABLE new_price_data_5min (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    coin_type TEXT NOT NULL CHECK (length(coin_type) BETWEEN 1 AND 20),
    -- NUMERIC(20,8), always with eight decimals: what went through a double has not
    bid TEXT NOT NULL CHECK (bid GLOB '*.????????'),
    ask TEXT NOT NULL CHECK (ask GLOB '*.????????'),
    last TEXT NOT NULL CHECK (last GLOB '*.????????'),
    timestamp INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT uq_price_data_5min_coin_timestamp UNIQUE (coin_type, timestamp)
) STRICT;

INSERT INTO new_price_data_5min (coin_type, bid, ask, last, timestamp, created_at)
SELECT coin_type, bid, ask, last, timestamp, timestamp
FROM price_data_5min
ORDER BY timestamp, coin_type;

DROP TABLE price_data_5min;
ALTER TABLE new_price_data_5min RENAME TO price_data_5min;

CREATE INDEX ix_price_data_5min_timestamp ON price_data_5min (timestamp DESC);
CREATE INDEX ix_price_data_5min_coin_timestamp ON price_data_5min (coin_type, timestamp DESC);

CREATE VIEW readable_prices AS
SELECT id, coin_type, bid, ask, last,
       strftime('%Y-%m-%dT%H:%M:%fZ', timestamp / 1000.0, 'unixepoch') AS timestamp,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at
FROM price_data_5min;
