CREATE TABLE assets (
    symbol VARCHAR(40) NOT NULL CHECK (symbol <> ''),
    instrument_id INT NOT NULL AUTO_INCREMENT,
    name TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    exchange VARCHAR(40) NOT NULL,
    asset_type VARCHAR(40) NOT NULL,
    currency VARCHAR(20),
    is_active TINYINT(1) NOT NULL CHECK (is_active IN (0, 1)),
    last_synced DATETIME(3),
    sync_state VARCHAR(40) NOT NULL,
    sync_error TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    PRIMARY KEY (symbol),
    CONSTRAINT uq_assets_instrument_id UNIQUE (instrument_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

-- Upkeep adds years and months at the upper end; a row for which none was made is refused.
CREATE TABLE daily_data (
    time DATETIME(3) NOT NULL, -- midnight UTC of the exchange's day
    symbol VARCHAR(40) NOT NULL,
    open DECIMAL(12,4) NOT NULL,
    high DECIMAL(12,4) NOT NULL,
    low DECIMAL(12,4) NOT NULL,
    close DECIMAL(12,4) NOT NULL,
    adjusted_close DECIMAL(12,4) NOT NULL,
    volume BIGINT,
    PRIMARY KEY (time, symbol),
    INDEX ix_daily_data_symbol_time (symbol, time),
    CONSTRAINT ck_daily_data_time CHECK (time = CAST(time AS DATE))
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin
PARTITION BY RANGE COLUMNS(time) (
    PARTITION daily_data_before_2020 VALUES LESS THAN ('2020-01-01 00:00:00')
);

CREATE TABLE intraday_data (
    time DATETIME(3) NOT NULL,
    symbol VARCHAR(40) NOT NULL,
    bar_interval VARCHAR(10) NOT NULL,
    open DECIMAL(20,8) NOT NULL,
    high DECIMAL(20,8) NOT NULL,
    low DECIMAL(20,8) NOT NULL,
    close DECIMAL(20,8) NOT NULL,
    volume BIGINT,
    PRIMARY KEY (time, symbol, bar_interval),
    INDEX ix_intraday_data_symbol_interval_time (symbol, bar_interval, time)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin
PARTITION BY RANGE COLUMNS(time) (
    PARTITION intraday_data_before_2026_01 VALUES LESS THAN ('2026-01-01 00:00:00')
);

CREATE TABLE corporate_actions (
    date DATE NOT NULL,
    symbol VARCHAR(40) NOT NULL,
    action_type VARCHAR(40) NOT NULL,
    ordinal INT NOT NULL,
    value DECIMAL(20,8),
    numerator DECIMAL(20,8),
    denominator DECIMAL(20,8),
    period VARCHAR(40),
    currency VARCHAR(20),
    enabled TINYINT(1) NOT NULL CHECK (enabled IN (0, 1)),
    PRIMARY KEY (date, symbol, action_type, ordinal)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE collection_runs (
    id BIGINT NOT NULL AUTO_INCREMENT,
    source VARCHAR(40) NOT NULL,
    slot DATETIME(3) NOT NULL,
    started_at DATETIME(3) NOT NULL,
    finished_at DATETIME(3),
    status VARCHAR(20) NOT NULL CHECK (status IN ('ok', 'partial', 'failed', 'outbox')),
    attempts INT NOT NULL,
    received INT NOT NULL,
    stored INT NOT NULL,
    duplicates INT NOT NULL,
    rejected INT NOT NULL,
    rejected_details LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    error TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    duration_ms BIGINT,
    PRIMARY KEY (id),
    CONSTRAINT uq_collection_runs_source_slot_started UNIQUE (source, slot, started_at),
    INDEX ix_collection_runs_started (started_at DESC)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE data_gaps (
    id BIGINT NOT NULL AUTO_INCREMENT,
    source VARCHAR(40) NOT NULL,
    symbol VARCHAR(40),
    from_time DATETIME(3) NOT NULL,
    to_time DATETIME(3) NOT NULL,
    cause VARCHAR(20) NOT NULL CHECK (cause IN ('asleep', 'offline', 'provider_empty',
                                                'provider_error', 'market_closed', 'unknown')),
    state VARCHAR(20) NOT NULL CHECK (state IN ('open', 'declared', 'healed')),
    PRIMARY KEY (id),
    INDEX ix_data_gaps_source_from (source, from_time),
    CONSTRAINT ck_data_gaps_to_time CHECK (to_time > from_time)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE metadata (
    name VARCHAR(100) NOT NULL,
    value LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE system_events (
    id BIGINT NOT NULL AUTO_INCREMENT,
    time DATETIME(3) NOT NULL,
    level VARCHAR(20) NOT NULL CHECK (level IN ('info', 'warning', 'error')),
    component VARCHAR(100) NOT NULL,
    event VARCHAR(100) NOT NULL,
    details LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    PRIMARY KEY (id),
    INDEX ix_system_events_time (time DESC)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;
