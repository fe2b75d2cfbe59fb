DROP VIEW readable_watchlist;
DROP TABLE watchlist;
