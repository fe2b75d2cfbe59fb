-- DECIMAL(12,4) has eight digits before the point, after rounding to four behind it.
SELECT CONCAT('market_data ', id,
              ' at ', LEFT(DATE_FORMAT(timestamp, '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z',
              CASE WHEN ABS(price) > 99999999.99994
                   THEN CONCAT(', price ', price) ELSE '' END,
              CASE WHEN ABS(bid) > 99999999.99994
                   THEN CONCAT(', bid ', bid) ELSE '' END,
              CASE WHEN ABS(ask) > 99999999.99994
                   THEN CONCAT(', ask ', ask) ELSE '' END,
              CASE WHEN ABS(open_price) > 99999999.99994
                   THEN CONCAT(', open_price ', open_price) ELSE '' END,
              CASE WHEN ABS(high_price) > 99999999.99994
                   THEN CONCAT(', high_price ', high_price) ELSE '' END,
              CASE WHEN ABS(low_price) > 99999999.99994
                   THEN CONCAT(', low_price ', low_price) ELSE '' END)
FROM market_data
WHERE ABS(price) > 99999999.99994 OR ABS(bid) > 99999999.99994 OR ABS(ask) > 99999999.99994
   OR ABS(open_price) > 99999999.99994 OR ABS(high_price) > 99999999.99994
   OR ABS(low_price) > 99999999.99994
UNION ALL
SELECT CONCAT('alert_logs ', id,
              ' at ', LEFT(DATE_FORMAT(timestamp, '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z',
              CASE WHEN ABS(trigger_value) > 99999999.99994
                   THEN CONCAT(', trigger_value ', trigger_value) ELSE '' END,
              CASE WHEN ABS(threshold_value) > 99999999.99994
                   THEN CONCAT(', threshold_value ', threshold_value) ELSE '' END)
FROM alert_logs
WHERE ABS(trigger_value) > 99999999.99994 OR ABS(threshold_value) > 99999999.99994;
