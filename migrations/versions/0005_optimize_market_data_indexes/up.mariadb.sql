-- In one statement: the foreign key on instrument_id is never without an index of ours.
ALTER TABLE market_data
    DROP INDEX ix_market_data_timestamp,
    DROP INDEX ix_market_data_instrument,
    DROP INDEX ix_market_data_price,
    DROP INDEX ix_market_data_latest,
    ADD INDEX ix_market_data_instrument_price (instrument_id, price);
