CREATE TABLE watchlist (
    symbol VARCHAR(40) COLLATE "C" NOT NULL,
    target_price NUMERIC(20,8),
    note TEXT,
    created_at TIMESTAMPTZ(3) NOT NULL,
    updated_at TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT watchlist_pkey PRIMARY KEY (symbol)
);
