-- Who deleted a row and why. Rows that went together carry one batch, and come back together.
ALTER TABLE market_data
    ADD COLUMN deleted_by TEXT,
    ADD COLUMN deleted_reason TEXT,
    ADD COLUMN delete_batch VARCHAR(36) COLLATE "C";

ALTER TABLE alert_rules
    ADD COLUMN deleted_by TEXT,
    ADD COLUMN deleted_reason TEXT,
    ADD COLUMN delete_batch VARCHAR(36) COLLATE "C";
CREATE INDEX ix_alert_rules_deleted_at ON alert_rules (deleted_at) WHERE deleted_at IS NOT NULL;

ALTER TABLE alert_logs
    ADD COLUMN deleted_by TEXT,
    ADD COLUMN deleted_reason TEXT,
    ADD COLUMN delete_batch VARCHAR(36) COLLATE "C";

-- A firing in the recycle bin does not stand in the way of another one.
DROP INDEX uq_alert_logs_firing;
CREATE UNIQUE INDEX uq_alert_logs_firing ON alert_logs (rule_id, rule_version, timestamp, event)
    WHERE deleted_at IS NULL;

-- The files that deleted rows were written to, and how many of their rows are purged.
CREATE TABLE trash_exports (
    id BIGSERIAL NOT NULL,
    exported_at TIMESTAMPTZ(3) NOT NULL,
    exported_by TEXT NOT NULL,
    host TEXT NOT NULL,
    folder TEXT NOT NULL,
    files JSON NOT NULL,
    row_count BIGINT NOT NULL,
    purged_count BIGINT NOT NULL,
    purged_at TIMESTAMPTZ(3),
    CONSTRAINT trash_exports_pkey PRIMARY KEY (id)
);
