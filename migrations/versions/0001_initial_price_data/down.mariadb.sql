DROP TABLE price_data_5min;
