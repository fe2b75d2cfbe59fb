-- What was done to this database. Made under the lock of the first migration.
CREATE TABLE tidemark_migrations (
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at TIMESTAMPTZ(3) NOT NULL,
    duration_ms BIGINT NOT NULL,
    app_version TEXT NOT NULL,
    host TEXT NOT NULL,
    applied_by TEXT NOT NULL,
    CONSTRAINT tidemark_migrations_pkey PRIMARY KEY (version)
);

CREATE TABLE tidemark_migration_events (
    id BIGSERIAL NOT NULL,
    at TIMESTAMPTZ(3) NOT NULL,
    version INTEGER,
    event TEXT NOT NULL,
    actor TEXT NOT NULL,
    host TEXT NOT NULL,
    details JSON,
    CONSTRAINT tidemark_migration_events_pkey PRIMARY KEY (id)
);

CREATE OR REPLACE FUNCTION tidemark_migration_events_refuse() RETURNS trigger
LANGUAGE plpgsql
AS 'BEGIN RAISE EXCEPTION ''tidemark_migration_events is append only''; END';

-- One for the whole statement: a TRUNCATE touches no row by itself.
CREATE TRIGGER tidemark_migration_events_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON tidemark_migration_events
FOR EACH STATEMENT EXECUTE FUNCTION tidemark_migration_events_refuse();

-- Where a step stands, statement by statement, on engines that commit each one by itself.
CREATE TABLE tidemark_migration_steps (
    version INTEGER NOT NULL,
    direction TEXT NOT NULL,
    step_no INTEGER NOT NULL,
    sql_sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    schema_before TEXT NOT NULL,
    started_at TIMESTAMPTZ(3) NOT NULL,
    finished_at TIMESTAMPTZ(3),
    CONSTRAINT tidemark_migration_steps_pkey PRIMARY KEY (version, direction, step_no),
    CONSTRAINT ck_tidemark_migration_steps_direction CHECK (direction IN ('up', 'down')),
    CONSTRAINT ck_tidemark_migration_steps_step_no CHECK (step_no > 0),
    CONSTRAINT ck_tidemark_migration_steps_state CHECK (state IN ('running', 'done', 'undoing'))
);
