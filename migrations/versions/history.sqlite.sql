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
    event TEXT NOT NULL CHECK (event IN ('apply', 'revert', 'fail')),
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
