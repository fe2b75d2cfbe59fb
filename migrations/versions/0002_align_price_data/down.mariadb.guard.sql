-- DECIMAL(18,8) has ten digits before the point.
SELECT CONCAT(coin_type, ' at ', LEFT(DATE_FORMAT(timestamp, '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z',
              CASE WHEN ABS(bid) >= 10000000000 THEN CONCAT(', bid ', bid) ELSE '' END,
              CASE WHEN ABS(ask) >= 10000000000 THEN CONCAT(', ask ', ask) ELSE '' END,
              CASE WHEN ABS(last) >= 10000000000 THEN CONCAT(', last ', last) ELSE '' END)
FROM price_data_5min
WHERE ABS(bid) >= 10000000000 OR ABS(ask) >= 10000000000 OR ABS(last) >= 10000000000
ORDER BY timestamp, coin_type;
