-- Who deleted a row and why. Rows that went together carry one batch, and come back together.
ALTER TABLE market_data
    ADD COLUMN deleted_by TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    ADD COLUMN deleted_reason TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    ADD COLUMN delete_batch VARCHAR(36);

ALTER TABLE alert_rules
    ADD COLUMN deleted_by TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    ADD COLUMN deleted_reason TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    ADD COLUMN delete_batch VARCHAR(36),
    ADD INDEX ix_alert_rules_deleted_at (deleted_at);

-- A firing in the recycle bin does not stand in the way of another one: NULL equals no other NULL.
ALTER TABLE alert_logs
    ADD COLUMN deleted_by TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    ADD COLUMN deleted_reason TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    ADD COLUMN delete_batch VARCHAR(36),
    ADD COLUMN is_live TINYINT GENERATED ALWAYS AS (CASE WHEN deleted_at IS NULL THEN 1 END) VIRTUAL,
    DROP INDEX uq_alert_logs_firing,
    ADD UNIQUE INDEX uq_alert_logs_firing (rule_id, rule_version, timestamp, event, is_live);

-- The files that deleted rows were written to, and how many of their rows are purged.
CREATE TABLE trash_exports (
    id BIGINT NOT NULL AUTO_INCREMENT,
    exported_at DATETIME(3) NOT NULL,
    exported_by TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    host TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    folder TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    files LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    row_count BIGINT NOT NULL,
    purged_count BIGINT NOT NULL,
    purged_at DATETIME(3),
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;
