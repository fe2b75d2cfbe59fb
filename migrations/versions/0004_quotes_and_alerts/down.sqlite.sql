DROP VIEW readable_alert_logs;
DROP VIEW readable_alert_rules;
DROP VIEW readable_market_data;

DROP TABLE alert_logs;
DROP TABLE alert_rules;
DROP TABLE market_data;
