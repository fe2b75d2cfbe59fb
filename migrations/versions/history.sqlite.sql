-- What was done to this database. Made under the write lock of the first migration.
CREATE TABLE tidemark_migrations (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    app_version TEXT NOT NULL,
    host TEXT NOT NULL,
    applied_by TEXT NOT NULL
) STRICT;

CREATE TABLE tidemark_migration_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    version INTEGER,
    event TEXT NOT NULL,
    actor TEXT NOT NULL,
    host TEXT NOT NULL,
    details TEXT
) STRICT;

CREATE TRIGGER tidemark_migration_events_no_update BEFORE UPDATE ON tidemark_migration_events
BEGIN
    SELECT RAISE(ABORT, 'tidemark_migration_events is append only');
END;

CREATE TRIGGER tidemark_migration_events_no_delete BEFORE DELETE ON tidemark_migration_events
BEGIN
    SELECT RAISE(ABORT, 'tidemark_migration_events is append only');
END;

-- Where a step stands, statement by statement, on engines that commit each one by itself.
CREATE TABLE tidemark_migration_steps (
    version INTEGER NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('up', 'down')),
    step_no INTEGER NOT NULL CHECK (step_no > 0),
    sql_sha256 TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'undoing')),
    schema_before TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    PRIMARY KEY (version, direction, step_no)
) STRICT;
