-- The two bar tables stand in files of their own: up.postgresql.native.sql has them with native
-- partitions, up.postgresql.timescaledb.sql as hypertables.
CREATE TABLE assets (
    symbol VARCHAR(40) COLLATE "C" NOT NULL,
    instrument_id SERIAL NOT NULL,
    name TEXT NOT NULL,
    exchange VARCHAR(40) NOT NULL,
    asset_type VARCHAR(40) NOT NULL,
    currency VARCHAR(20),
    is_active BOOLEAN NOT NULL,
    last_synced TIMESTAMPTZ(3),
    sync_state VARCHAR(40) NOT NULL,
    sync_error TEXT,
    created_at TIMESTAMPTZ(3) NOT NULL,
    updated_at TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT assets_pkey PRIMARY KEY (symbol),
    CONSTRAINT uq_assets_instrument_id UNIQUE (instrument_id),
    CONSTRAINT ck_assets_symbol CHECK (symbol <> '')
);

CREATE TABLE corporate_actions (
    date DATE NOT NULL,
    symbol VARCHAR(40) COLLATE "C" NOT NULL,
    action_type VARCHAR(40) COLLATE "C" NOT NULL,
    ordinal INTEGER NOT NULL,
    value NUMERIC(20,8),
    numerator NUMERIC(20,8),
    denominator NUMERIC(20,8),
    period VARCHAR(40),
    currency VARCHAR(20),
    enabled BOOLEAN NOT NULL,
    CONSTRAINT corporate_actions_pkey PRIMARY KEY (date, symbol, action_type, ordinal)
);

CREATE TABLE collection_runs (
    id BIGSERIAL NOT NULL,
    source VARCHAR(40) COLLATE "C" NOT NULL,
    slot TIMESTAMPTZ(3) NOT NULL,
    started_at TIMESTAMPTZ(3) NOT NULL,
    finished_at TIMESTAMPTZ(3),
    status VARCHAR(20) NOT NULL,
    attempts INTEGER NOT NULL,
    received INTEGER NOT NULL,
    stored INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    rejected_details JSON,
    error TEXT,
    duration_ms BIGINT,
    CONSTRAINT collection_runs_pkey PRIMARY KEY (id),
    CONSTRAINT uq_collection_runs_source_slot_started UNIQUE (source, slot, started_at),
    CONSTRAINT ck_collection_runs_status CHECK (status IN ('ok', 'partial', 'failed', 'outbox'))
);

CREATE INDEX ix_collection_runs_started ON collection_runs (started_at DESC);

CREATE TABLE data_gaps (
    id BIGSERIAL NOT NULL,
    source VARCHAR(40) COLLATE "C" NOT NULL,
    symbol VARCHAR(40) COLLATE "C",
    from_time TIMESTAMPTZ(3) NOT NULL,
    to_time TIMESTAMPTZ(3) NOT NULL,
    cause VARCHAR(20) NOT NULL,
    state VARCHAR(20) NOT NULL,
    CONSTRAINT data_gaps_pkey PRIMARY KEY (id),
    CONSTRAINT ck_data_gaps_to_time CHECK (to_time > from_time),
    CONSTRAINT ck_data_gaps_cause CHECK (cause IN ('asleep', 'offline', 'provider_empty',
                                                   'provider_error', 'market_closed', 'unknown')),
    CONSTRAINT ck_data_gaps_state CHECK (state IN ('open', 'declared', 'healed'))
);

CREATE INDEX ix_data_gaps_source_from ON data_gaps (source, from_time);

CREATE TABLE metadata (
    name VARCHAR(100) COLLATE "C" NOT NULL,
    value TEXT NOT NULL,
    updated_at TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT metadata_pkey PRIMARY KEY (name)
);

CREATE TABLE system_events (
    id BIGSERIAL NOT NULL,
    time TIMESTAMPTZ(3) NOT NULL,
    level VARCHAR(20) NOT NULL,
    component VARCHAR(100) NOT NULL,
    event VARCHAR(100) NOT NULL,
    details JSON,
    CONSTRAINT system_events_pkey PRIMARY KEY (id),
    CONSTRAINT ck_system_events_level CHECK (level IN ('info', 'warning', 'error'))
);

CREATE INDEX ix_system_events_time ON system_events (time DESC);
