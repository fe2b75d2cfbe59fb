DROP VIEW readable_prices;

CREATE TABLE new_price_data_5min (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36), -- a UUID
    coin_type TEXT NOT NULL CHECK (length(coin_type) BETWEEN 1 AND 20),
    -- DECIMAL(18,8)
    bid TEXT NOT NULL CHECK (bid GLOB '*.????????' AND length(bid) <= 19),
    ask TEXT NOT NULL CHECK (ask GLOB '*.????????' AND length(ask) <= 19),
    last TEXT NOT NULL CHECK (last GLOB '*.????????' AND length(last) <= 19),
    timestamp INTEGER NOT NULL,
    CONSTRAINT uq_price_data_5min_coin_timestamp UNIQUE (coin_type, timestamp)
) STRICT;

-- Random UUIDs of version 4. The numbers cannot come back as the UUIDs they once replaced.
INSERT INTO new_price_data_5min (id, coin_type, bid, ask, last, timestamp)
SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4'
             || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1)
             || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
       coin_type, bid, ask, last, timestamp
FROM price_data_5min
ORDER BY timestamp, coin_type;

DROP TABLE price_data_5min;
ALTER TABLE new_price_data_5min RENAME TO price_data_5min;

CREATE INDEX ix_price_data_5min_timestamp ON price_data_5min (timestamp DESC);
CREATE INDEX ix_price_data_5min_coin_timestamp ON price_data_5min (coin_type, timestamp DESC);

CREATE VIEW readable_prices AS
SELECT id, coin_type, bid, ask, last,
       strftime('%Y-%m-%dT%H:%M:%fZ', timestamp / 1000.0, 'unixepoch') AS timestamp
FROM price_data_5min;
