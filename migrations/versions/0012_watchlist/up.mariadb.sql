CREATE TABLE watchlist (
    symbol VARCHAR(40) NOT NULL,
    target_price DECIMAL(20,8),
    note TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    PRIMARY KEY (symbol)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;
