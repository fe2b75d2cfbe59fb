-- Bars as hypertables of the timescaledb extension.
CREATE EXTENSION IF NOT EXISTS timescaledb;

CREATE TABLE daily_data (
    time TIMESTAMPTZ(3) NOT NULL, -- midnight UTC of the exchange's day
    symbol VARCHAR(40) COLLATE "C" NOT NULL,
    open NUMERIC(12,4) NOT NULL,
    high NUMERIC(12,4) NOT NULL,
    low NUMERIC(12,4) NOT NULL,
    close NUMERIC(12,4) NOT NULL,
    adjusted_close NUMERIC(12,4) NOT NULL,
    volume BIGINT,
    CONSTRAINT daily_data_pkey PRIMARY KEY (time, symbol),
    CONSTRAINT ck_daily_data_time
        CHECK ((time AT TIME ZONE 'UTC') = CAST(time AT TIME ZONE 'UTC' AS DATE))
);

CREATE INDEX ix_daily_data_symbol_time ON daily_data (symbol, time);
CREATE INDEX ix_daily_data_time_brin ON daily_data USING brin (time);

SELECT create_hypertable('daily_data', 'time', chunk_time_interval => interval '1 month',
                         create_default_indexes => false);

CREATE TABLE intraday_data (
    time TIMESTAMPTZ(3) NOT NULL,
    symbol VARCHAR(40) COLLATE "C" NOT NULL,
    bar_interval VARCHAR(10) COLLATE "C" NOT NULL,
    open NUMERIC(20,8) NOT NULL,
    high NUMERIC(20,8) NOT NULL,
    low NUMERIC(20,8) NOT NULL,
    close NUMERIC(20,8) NOT NULL,
    volume BIGINT,
    CONSTRAINT intraday_data_pkey PRIMARY KEY (time, symbol, bar_interval)
);

-- A chart reads one symbol's range.
CREATE INDEX ix_intraday_data_symbol_interval_time ON intraday_data (symbol, bar_interval, time);

SELECT create_hypertable('intraday_data', 'time', chunk_time_interval => interval '1 month',
                         create_default_indexes => false);

-- Compression is not in builds under the Apache licence. One batch holds one series, and all of the
-- key is covered; chunks that nothing new comes to are compressed by the server itself.
DO $$
BEGIN
    IF current_setting('timescaledb.license', true) = 'timescale' THEN
        ALTER TABLE daily_data SET (timescaledb.compress, timescaledb.compress_segmentby = 'symbol',
                                    timescaledb.compress_orderby = 'time DESC');
        ALTER TABLE intraday_data SET (timescaledb.compress,
                                       timescaledb.compress_segmentby = 'symbol, bar_interval',
                                       timescaledb.compress_orderby = 'time DESC');
        PERFORM add_compression_policy('daily_data', interval '1 year');
        PERFORM add_compression_policy('intraday_data', interval '3 months');
    END IF;
END
$$;
