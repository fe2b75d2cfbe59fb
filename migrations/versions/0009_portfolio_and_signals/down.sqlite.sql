DROP VIEW readable_signal_history;
DROP VIEW readable_portfolio_performance;
DROP VIEW readable_portfolio_positions;

DROP TABLE signal_history;
DROP TABLE portfolio_performance;
DROP TABLE portfolio_positions;
