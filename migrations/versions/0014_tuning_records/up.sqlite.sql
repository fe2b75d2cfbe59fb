-- The statements that the program runs, each once, whatever their values.
CREATE TABLE statement_shapes (
    id TEXT PRIMARY KEY NOT NULL,
    sql_text TEXT NOT NULL,
    purpose TEXT NOT NULL,
    plan TEXT,
    full_scans TEXT,
    used_indexes TEXT,
    planned_at INTEGER,
    first_used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How often each ran on a day, and how long that took.
CREATE TABLE statement_uses (
    day INTEGER NOT NULL, -- midnight UTC
    statement_id TEXT NOT NULL,
    executions INTEGER NOT NULL,
    rows_total INTEGER NOT NULL,
    total_us INTEGER NOT NULL,
    max_us INTEGER NOT NULL,
    p50_us INTEGER NOT NULL,
    p95_us INTEGER NOT NULL,
    histogram TEXT NOT NULL,
    last_used_at INTEGER NOT NULL,
    PRIMARY KEY (day, statement_id)
) STRICT, WITHOUT ROWID;

-- A few values that a statement ran with, where the person asked for that.
CREATE TABLE statement_samples (
    statement_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    taken_at INTEGER NOT NULL,
    is_hashed INTEGER NOT NULL CHECK (is_hashed IN (0, 1)),
    parameters TEXT NOT NULL,
    duration_us INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    PRIMARY KEY (statement_id, ordinal)
) STRICT, WITHOUT ROWID;

-- What the engine counted of each index at a moment.
CREATE TABLE index_usage_samples (
    taken_at INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    index_name TEXT NOT NULL,
    scans INTEGER NOT NULL,
    last_scan_at INTEGER,
    table_writes INTEGER,
    counted_since INTEGER,
    source TEXT NOT NULL,
    PRIMARY KEY (taken_at, table_name, index_name)
) STRICT, WITHOUT ROWID;

-- What a person did about an index, with the way back.
CREATE TABLE index_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    table_name TEXT NOT NULL,
    index_name TEXT NOT NULL,
    finding TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('drop', 'create')),
    phase TEXT NOT NULL,
    up_sql TEXT NOT NULL,
    down_sql TEXT NOT NULL,
    reason TEXT NOT NULL,
    applied_at INTEGER NOT NULL,
    applied_by TEXT NOT NULL,
    host TEXT NOT NULL,
    watch_until INTEGER,
    closed_at INTEGER
) STRICT;

CREATE VIEW readable_statement_shapes AS
SELECT id, sql_text, purpose, plan, full_scans, used_indexes,
       strftime('%Y-%m-%dT%H:%M:%fZ', planned_at / 1000.0, 'unixepoch') AS planned_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', first_used_at / 1000.0, 'unixepoch') AS first_used_at
FROM statement_shapes;

CREATE VIEW readable_statement_uses AS
SELECT strftime('%Y-%m-%d', day / 1000.0, 'unixepoch') AS day, statement_id, executions,
       rows_total, total_us, max_us, p50_us, p95_us, histogram,
       strftime('%Y-%m-%dT%H:%M:%fZ', last_used_at / 1000.0, 'unixepoch') AS last_used_at
FROM statement_uses;

CREATE VIEW readable_statement_samples AS
SELECT statement_id, ordinal,
       strftime('%Y-%m-%dT%H:%M:%fZ', taken_at / 1000.0, 'unixepoch') AS taken_at,
       is_hashed, parameters, duration_us, row_count
FROM statement_samples;

CREATE VIEW readable_index_usage_samples AS
SELECT strftime('%Y-%m-%dT%H:%M:%fZ', taken_at / 1000.0, 'unixepoch') AS taken_at,
       table_name, index_name, scans,
       strftime('%Y-%m-%dT%H:%M:%fZ', last_scan_at / 1000.0, 'unixepoch') AS last_scan_at,
       table_writes,
       strftime('%Y-%m-%dT%H:%M:%fZ', counted_since / 1000.0, 'unixepoch') AS counted_since, source
FROM index_usage_samples;

CREATE VIEW readable_index_changes AS
SELECT id, table_name, index_name, finding, kind, phase, up_sql, down_sql, reason,
       strftime('%Y-%m-%dT%H:%M:%fZ', applied_at / 1000.0, 'unixepoch') AS applied_at,
       applied_by, host,
       strftime('%Y-%m-%dT%H:%M:%fZ', watch_until / 1000.0, 'unixepoch') AS watch_until,
       strftime('%Y-%m-%dT%H:%M:%fZ', closed_at / 1000.0, 'unixepoch') AS closed_at
FROM index_changes;
