CREATE TABLE new_price_data_5min (
    id CHAR(36) NOT NULL CHECK (CHAR_LENGTH(id) = 36), -- a UUID
    coin_type VARCHAR(20) NOT NULL CHECK (coin_type <> ''),
    bid DECIMAL(18,8) NOT NULL,
    ask DECIMAL(18,8) NOT NULL,
    last DECIMAL(18,8) NOT NULL,
    timestamp DATETIME(3) NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

-- New UUIDs. The numbers cannot come back as the UUIDs they once replaced.
INSERT INTO new_price_data_5min (id, coin_type, bid, ask, last, timestamp)
SELECT UUID(), coin_type, bid, ask, last, timestamp
FROM price_data_5min;

-- undo: none
ALTER TABLE new_price_data_5min
    ADD CONSTRAINT uq_price_data_5min_coin_timestamp UNIQUE (coin_type, timestamp),
    ADD INDEX ix_price_data_5min_timestamp (timestamp DESC),
    ADD INDEX ix_price_data_5min_coin_timestamp (coin_type, timestamp DESC);

-- undo: RENAME TABLE price_data_5min TO new_price_data_5min, old_price_data_5min TO price_data_5min
RENAME TABLE price_data_5min TO old_price_data_5min, new_price_data_5min TO price_data_5min;
DROP TABLE old_price_data_5min;
