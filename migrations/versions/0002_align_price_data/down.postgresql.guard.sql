-- DECIMAL(18,8) has ten digits before the point.
SELECT coin_type || ' at ' || to_char(timestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
       || CASE WHEN abs(bid) >= 10000000000 THEN ', bid ' || bid ELSE '' END
       || CASE WHEN abs(ask) >= 10000000000 THEN ', ask ' || ask ELSE '' END
       || CASE WHEN abs(last) >= 10000000000 THEN ', last ' || last ELSE '' END
FROM price_data_5min
WHERE abs(bid) >= 10000000000 OR abs(ask) >= 10000000000 OR abs(last) >= 10000000000
ORDER BY timestamp, coin_type;
