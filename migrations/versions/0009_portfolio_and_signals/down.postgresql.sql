DROP TABLE signal_history;
DROP TABLE portfolio_performance;
DROP TABLE portfolio_positions;
