-- Coin quotes as first shipped.
CREATE TABLE price_data_5min (
    id UUID NOT NULL,
    coin_type VARCHAR(20) COLLATE "C" NOT NULL,
    bid NUMERIC(18,8) NOT NULL,
    ask NUMERIC(18,8) NOT NULL,
    last NUMERIC(18,8) NOT NULL,
    timestamp TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT price_data_5min_pkey PRIMARY KEY (id),
    CONSTRAINT uq_price_data_5min_coin_timestamp UNIQUE (coin_type, timestamp),
    CONSTRAINT ck_price_data_5min_coin_type CHECK (coin_type <> '')
);

CREATE INDEX ix_price_data_5min_timestamp ON price_data_5min (timestamp DESC);
CREATE INDEX ix_price_data_5min_coin_timestamp ON price_data_5min (coin_type, timestamp DESC);
