-- The statements that the program runs, each once, whatever their values.
CREATE TABLE statement_shapes (
    id VARCHAR(40) NOT NULL,
    sql_text TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    purpose VARCHAR(100) NOT NULL,
    plan LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    full_scans LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    used_indexes LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    planned_at DATETIME(3),
    first_used_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

-- How often each ran on a day, and how long that took.
CREATE TABLE statement_uses (
    day DATE NOT NULL,
    statement_id VARCHAR(40) NOT NULL,
    executions BIGINT NOT NULL,
    rows_total BIGINT NOT NULL,
    total_us BIGINT NOT NULL,
    max_us BIGINT NOT NULL,
    p50_us BIGINT NOT NULL,
    p95_us BIGINT NOT NULL,
    histogram LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    last_used_at DATETIME(3) NOT NULL,
    PRIMARY KEY (day, statement_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

-- A few values that a statement ran with, where the person asked for that.
CREATE TABLE statement_samples (
    statement_id VARCHAR(40) NOT NULL,
    ordinal INT NOT NULL,
    taken_at DATETIME(3) NOT NULL,
    is_hashed TINYINT(1) NOT NULL CHECK (is_hashed IN (0, 1)),
    parameters LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    duration_us BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    PRIMARY KEY (statement_id, ordinal)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

-- What the engine counted of each index at a moment.
CREATE TABLE index_usage_samples (
    taken_at DATETIME(3) NOT NULL,
    table_name VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    index_name VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    scans BIGINT NOT NULL,
    last_scan_at DATETIME(3),
    table_writes BIGINT,
    counted_since DATETIME(3),
    source VARCHAR(100) NOT NULL,
    PRIMARY KEY (taken_at, table_name, index_name)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

-- What a person did about an index, with the way back.
CREATE TABLE index_changes (
    id BIGINT NOT NULL AUTO_INCREMENT,
    table_name VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    index_name VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    finding TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    kind VARCHAR(20) NOT NULL CHECK (kind IN ('drop', 'create')),
    phase VARCHAR(20) NOT NULL,
    up_sql TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    down_sql TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    reason TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    applied_at DATETIME(3) NOT NULL,
    applied_by TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    host TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    watch_until DATETIME(3),
    closed_at DATETIME(3),
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;
