-- In one statement: the foreign key on instrument_id is never without an index of ours.
ALTER TABLE market_data
    DROP INDEX ix_market_data_instrument_price,
    ADD INDEX ix_market_data_timestamp (timestamp),
    ADD INDEX ix_market_data_instrument (instrument_id),
    ADD INDEX ix_market_data_price (price),
    ADD INDEX ix_market_data_latest (instrument_id, timestamp DESC, price);
