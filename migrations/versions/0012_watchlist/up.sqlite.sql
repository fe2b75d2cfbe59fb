CREATE TABLE watchlist (
    symbol TEXT PRIMARY KEY NOT NULL,
    target_price TEXT CHECK (target_price GLOB '*.????????'), -- NUMERIC(20,8)
    note TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIEW readable_watchlist AS
SELECT symbol, target_price, note,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at
FROM watchlist;
