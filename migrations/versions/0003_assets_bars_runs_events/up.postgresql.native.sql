-- Bars by native partitions. Upkeep adds years and months at the upper end. There is no default
-- partition: it would have to be searched for each one that is added, and a row for which none was
-- made is refused instead.
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
) PARTITION BY RANGE (time);

CREATE INDEX ix_daily_data_symbol_time ON daily_data (symbol, time);
CREATE INDEX ix_daily_data_time_brin ON daily_data USING brin (time);

CREATE TABLE daily_data_before_2020 PARTITION OF daily_data
    FOR VALUES FROM (MINVALUE) TO ('2020-01-01 00:00:00+00');

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
) PARTITION BY RANGE (time);

-- A chart reads one symbol's range.
CREATE INDEX ix_intraday_data_symbol_interval_time ON intraday_data (symbol, bar_interval, time);

CREATE TABLE intraday_data_before_2026_01 PARTITION OF intraday_data
    FOR VALUES FROM (MINVALUE) TO ('2026-01-01 00:00:00+00');
