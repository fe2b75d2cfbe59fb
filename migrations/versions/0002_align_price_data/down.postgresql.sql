CREATE TABLE new_price_data_5min (
    id UUID NOT NULL,
    coin_type VARCHAR(20) COLLATE "C" NOT NULL,
    bid NUMERIC(18,8) NOT NULL,
    ask NUMERIC(18,8) NOT NULL,
    last NUMERIC(18,8) NOT NULL,
    timestamp TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT ck_price_data_5min_coin_type CHECK (coin_type <> '')
);

-- Random UUIDs. The numbers cannot come back as the UUIDs they once replaced.
INSERT INTO new_price_data_5min (id, coin_type, bid, ask, last, timestamp)
SELECT gen_random_uuid(), coin_type, bid, ask, last, timestamp
FROM price_data_5min;

DROP TABLE price_data_5min;
ALTER TABLE new_price_data_5min RENAME TO price_data_5min;

ALTER TABLE price_data_5min
    ADD CONSTRAINT price_data_5min_pkey PRIMARY KEY (id),
    ADD CONSTRAINT uq_price_data_5min_coin_timestamp UNIQUE (coin_type, timestamp);
CREATE INDEX ix_price_data_5min_timestamp ON price_data_5min (timestamp DESC);
CREATE INDEX ix_price_data_5min_coin_timestamp ON price_data_5min (coin_type, timestamp DESC);
