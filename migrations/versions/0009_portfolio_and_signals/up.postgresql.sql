CREATE TABLE portfolio_positions (
    id BIGSERIAL NOT NULL,
    symbol VARCHAR(40) COLLATE "C" NOT NULL,
    quantity NUMERIC(38,18) NOT NULL,
    cost NUMERIC(38,18) NOT NULL,
    currency VARCHAR(20) NOT NULL,
    source VARCHAR(20) NOT NULL,
    opened_at TIMESTAMPTZ(3),
    note TEXT,
    created_at TIMESTAMPTZ(3) NOT NULL,
    updated_at TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT portfolio_positions_pkey PRIMARY KEY (id),
    CONSTRAINT ck_portfolio_positions_source CHECK (source IN ('account', 'manual'))
);

CREATE INDEX ix_portfolio_positions_symbol ON portfolio_positions (symbol);

CREATE TABLE portfolio_performance (
    id BIGSERIAL NOT NULL,
    time TIMESTAMPTZ(3) NOT NULL,
    symbol VARCHAR(40) COLLATE "C", -- NULL: the whole portfolio, which has no quantity
    quantity NUMERIC(38,18),
    cost NUMERIC(38,18) NOT NULL,
    value NUMERIC(38,18) NOT NULL,
    currency VARCHAR(20) NOT NULL,
    CONSTRAINT portfolio_performance_pkey PRIMARY KEY (id),
    CONSTRAINT uq_portfolio_performance_symbol_time UNIQUE (symbol, time, currency)
);

CREATE TABLE signal_history (
    id BIGSERIAL NOT NULL,
    symbol VARCHAR(40) COLLATE "C" NOT NULL,
    time TIMESTAMPTZ(3) NOT NULL,
    strategy VARCHAR(100) NOT NULL,
    side VARCHAR(20) NOT NULL,
    strength NUMERIC(20,8) NOT NULL,
    parameters JSON NOT NULL,
    CONSTRAINT signal_history_pkey PRIMARY KEY (id)
);

CREATE INDEX ix_signal_history_time ON signal_history (time DESC);
CREATE INDEX ix_signal_history_symbol_time ON signal_history (symbol, time);
