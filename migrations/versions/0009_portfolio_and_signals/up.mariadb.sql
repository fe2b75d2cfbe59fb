CREATE TABLE portfolio_positions (
    id BIGINT NOT NULL AUTO_INCREMENT,
    symbol VARCHAR(40) NOT NULL,
    quantity DECIMAL(38,18) NOT NULL,
    cost DECIMAL(38,18) NOT NULL,
    currency VARCHAR(20) NOT NULL,
    source VARCHAR(20) NOT NULL CHECK (source IN ('account', 'manual')),
    opened_at DATETIME(3),
    note TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    INDEX ix_portfolio_positions_symbol (symbol)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE portfolio_performance (
    id BIGINT NOT NULL AUTO_INCREMENT,
    time DATETIME(3) NOT NULL,
    symbol VARCHAR(40), -- NULL: the whole portfolio, which has no quantity
    quantity DECIMAL(38,18),
    cost DECIMAL(38,18) NOT NULL,
    value DECIMAL(38,18) NOT NULL,
    currency VARCHAR(20) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_portfolio_performance_symbol_time UNIQUE (symbol, time, currency)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE signal_history (
    id BIGINT NOT NULL AUTO_INCREMENT,
    symbol VARCHAR(40) NOT NULL,
    time DATETIME(3) NOT NULL,
    strategy VARCHAR(100) NOT NULL,
    side VARCHAR(20) NOT NULL,
    strength DECIMAL(20,8) NOT NULL,
    parameters LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (id),
    INDEX ix_signal_history_time (time DESC),
    INDEX ix_signal_history_symbol_time (symbol, time)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;
