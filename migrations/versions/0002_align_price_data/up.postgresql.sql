-- Whole-number ids that are never given twice, NUMERIC(20,8), and when a row was inserted.
CREATE TABLE new_price_data_5min (
    id BIGSERIAL NOT NULL,
    coin_type VARCHAR(20) COLLATE "C" NOT NULL,
    bid NUMERIC(20,8) NOT NULL,
    ask NUMERIC(20,8) NOT NULL,
    last NUMERIC(20,8) NOT NULL,
    timestamp TIMESTAMPTZ(3) NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT ck_price_data_5min_coin_type CHECK (coin_type <> '')
);

INSERT INTO new_price_data_5min (coin_type, bid, ask, last, timestamp, created_at)
SELECT coin_type, bid, ask, last, timestamp, timestamp
FROM price_data_5min
ORDER BY timestamp, coin_type;

DROP TABLE price_data_5min;
ALTER TABLE new_price_data_5min RENAME TO price_data_5min;
ALTER SEQUENCE new_price_data_5min_id_seq RENAME TO price_data_5min_id_seq;

-- After the copy: an index is built faster than it is filled.
ALTER TABLE price_data_5min
    ADD CONSTRAINT price_data_5min_pkey PRIMARY KEY (id),
    ADD CONSTRAINT uq_price_data_5min_coin_timestamp UNIQUE (coin_type, timestamp);
CREATE INDEX ix_price_data_5min_timestamp ON price_data_5min (timestamp DESC);
CREATE INDEX ix_price_data_5min_coin_timestamp ON price_data_5min (coin_type, timestamp DESC);
