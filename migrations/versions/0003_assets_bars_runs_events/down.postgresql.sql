DROP TABLE system_events;
DROP TABLE metadata;
DROP TABLE data_gaps;
DROP TABLE collection_runs;
DROP TABLE corporate_actions;
DROP TABLE intraday_data;
DROP TABLE daily_data;
DROP TABLE assets;
