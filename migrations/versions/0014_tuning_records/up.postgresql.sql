-- The statements that the program runs, each once, whatever their values.
CREATE TABLE statement_shapes (
    id VARCHAR(40) COLLATE "C" NOT NULL,
    sql_text TEXT NOT NULL,
    purpose VARCHAR(100) NOT NULL,
    plan TEXT,
    full_scans JSON,
    used_indexes JSON,
    planned_at TIMESTAMPTZ(3),
    first_used_at TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT statement_shapes_pkey PRIMARY KEY (id)
);

-- How often each ran on a day, and how long that took.
CREATE TABLE statement_uses (
    day DATE NOT NULL,
    statement_id VARCHAR(40) COLLATE "C" NOT NULL,
    executions BIGINT NOT NULL,
    rows_total BIGINT NOT NULL,
    total_us BIGINT NOT NULL,
    max_us BIGINT NOT NULL,
    p50_us BIGINT NOT NULL,
    p95_us BIGINT NOT NULL,
    histogram JSON NOT NULL,
    last_used_at TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT statement_uses_pkey PRIMARY KEY (day, statement_id)
);

-- A few values that a statement ran with, where the person asked for that.
CREATE TABLE statement_samples (
    statement_id VARCHAR(40) COLLATE "C" NOT NULL,
    ordinal INTEGER NOT NULL,
    taken_at TIMESTAMPTZ(3) NOT NULL,
    is_hashed BOOLEAN NOT NULL,
    parameters JSON NOT NULL,
    duration_us BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    CONSTRAINT statement_samples_pkey PRIMARY KEY (statement_id, ordinal)
);

-- What the engine counted of each index at a moment.
CREATE TABLE index_usage_samples (
    taken_at TIMESTAMPTZ(3) NOT NULL,
    table_name VARCHAR(128) COLLATE "C" NOT NULL,
    index_name VARCHAR(128) COLLATE "C" NOT NULL,
    scans BIGINT NOT NULL,
    last_scan_at TIMESTAMPTZ(3),
    table_writes BIGINT,
    counted_since TIMESTAMPTZ(3),
    source VARCHAR(100) NOT NULL,
    CONSTRAINT index_usage_samples_pkey PRIMARY KEY (taken_at, table_name, index_name)
);

-- What a person did about an index, with the way back.
CREATE TABLE index_changes (
    id BIGSERIAL NOT NULL,
    table_name VARCHAR(128) COLLATE "C" NOT NULL,
    index_name VARCHAR(128) COLLATE "C" NOT NULL,
    finding TEXT,
    kind VARCHAR(20) NOT NULL,
    phase VARCHAR(20) NOT NULL,
    up_sql TEXT NOT NULL,
    down_sql TEXT NOT NULL,
    reason TEXT NOT NULL,
    applied_at TIMESTAMPTZ(3) NOT NULL,
    applied_by TEXT NOT NULL,
    host TEXT NOT NULL,
    watch_until TIMESTAMPTZ(3),
    closed_at TIMESTAMPTZ(3),
    CONSTRAINT index_changes_pkey PRIMARY KEY (id),
    CONSTRAINT ck_index_changes_kind CHECK (kind IN ('drop', 'create'))
);
