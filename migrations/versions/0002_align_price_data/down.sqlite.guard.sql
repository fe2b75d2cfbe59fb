-- DECIMAL(18,8) has ten digits before the point: with the point and eight decimals, 19 characters.
SELECT coin_type || ' at ' || strftime('%Y-%m-%dT%H:%M:%fZ', timestamp / 1000.0, 'unixepoch')
       || CASE WHEN length(bid) > 19 THEN ', bid ' || bid ELSE '' END
       || CASE WHEN length(ask) > 19 THEN ', ask ' || ask ELSE '' END
       || CASE WHEN length(last) > 19 THEN ', last ' || last ELSE '' END
FROM price_data_5min
WHERE length(bid) > 19 OR length(ask) > 19 OR length(last) > 19
ORDER BY timestamp, coin_type;
