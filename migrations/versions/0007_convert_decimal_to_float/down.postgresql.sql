-- One statement a table: it is rewritten once.
ALTER TABLE market_data
    ALTER COLUMN price TYPE NUMERIC(12,4)
        USING CAST(price AS NUMERIC(12,4)),
    ALTER COLUMN bid TYPE NUMERIC(12,4)
        USING CAST(bid AS NUMERIC(12,4)),
    ALTER COLUMN ask TYPE NUMERIC(12,4)
        USING CAST(ask AS NUMERIC(12,4)),
    ALTER COLUMN open_price TYPE NUMERIC(12,4)
        USING CAST(open_price AS NUMERIC(12,4)),
    ALTER COLUMN high_price TYPE NUMERIC(12,4)
        USING CAST(high_price AS NUMERIC(12,4)),
    ALTER COLUMN low_price TYPE NUMERIC(12,4)
        USING CAST(low_price AS NUMERIC(12,4));

ALTER TABLE alert_logs
    ALTER COLUMN trigger_value TYPE NUMERIC(12,4)
        USING CAST(trigger_value AS NUMERIC(12,4)),
    ALTER COLUMN threshold_value TYPE NUMERIC(12,4)
        USING CAST(threshold_value AS NUMERIC(12,4));
