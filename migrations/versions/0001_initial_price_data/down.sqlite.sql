DROP VIEW readable_prices;
DROP TABLE price_data_5min;
