-- What was done to this database. Made under the lock of the first migration.
CREATE TABLE tidemark_migrations (
    version INT NOT NULL,
    name VARCHAR(100) NOT NULL,
    checksum CHAR(64) NOT NULL,
    applied_at DATETIME(3) NOT NULL,
    duration_ms BIGINT NOT NULL,
    app_version VARCHAR(100) NOT NULL,
    host VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    applied_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (version)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE tidemark_migration_events (
    id BIGINT NOT NULL AUTO_INCREMENT,
    at DATETIME(3) NOT NULL,
    version INT,
    event VARCHAR(20) NOT NULL,
    actor VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    host VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    details LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;

CREATE TRIGGER tidemark_migration_events_no_update BEFORE UPDATE ON tidemark_migration_events
FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'tidemark_migration_events is append only';
END;

CREATE TRIGGER tidemark_migration_events_no_delete BEFORE DELETE ON tidemark_migration_events
FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'tidemark_migration_events is append only';
END;

-- Where a step stands, statement by statement: this engine commits each one by itself.
CREATE TABLE tidemark_migration_steps (
    version INT NOT NULL,
    direction VARCHAR(4) NOT NULL CHECK (direction IN ('up', 'down')),
    step_no INT NOT NULL CHECK (step_no > 0),
    sql_sha256 CHAR(64) NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('running', 'done', 'undoing')),
    schema_before LONGTEXT NOT NULL,
    started_at DATETIME(3) NOT NULL,
    finished_at DATETIME(3),
    PRIMARY KEY (version, direction, step_no)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;
