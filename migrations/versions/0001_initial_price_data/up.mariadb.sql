-- Coin quotes as first shipped.
CREATE TABLE price_data_5min (
    id CHAR(36) NOT NULL CHECK (CHAR_LENGTH(id) = 36), -- a UUID
    coin_type VARCHAR(20) NOT NULL CHECK (coin_type <> ''),
    bid DECIMAL(18,8) NOT NULL,
    ask DECIMAL(18,8) NOT NULL,
    last DECIMAL(18,8) NOT NULL,
    timestamp DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_price_data_5min_coin_timestamp UNIQUE (coin_type, timestamp),
    INDEX ix_price_data_5min_timestamp (timestamp DESC),
    INDEX ix_price_data_5min_coin_timestamp (coin_type, timestamp DESC)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;
