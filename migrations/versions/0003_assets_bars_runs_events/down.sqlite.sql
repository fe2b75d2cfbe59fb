DROP VIEW readable_system_events;
DROP VIEW readable_metadata;
DROP VIEW readable_data_gaps;
DROP VIEW readable_collection_runs;
DROP VIEW readable_corporate_actions;
DROP VIEW readable_intraday_data;
DROP VIEW readable_daily_data;
DROP VIEW readable_assets;

DROP TABLE system_events;
DROP TABLE metadata;
DROP TABLE data_gaps;
DROP TABLE collection_runs;
DROP TABLE corporate_actions;
DROP TABLE intraday_data;
DROP TABLE daily_data;
DROP TABLE assets;
