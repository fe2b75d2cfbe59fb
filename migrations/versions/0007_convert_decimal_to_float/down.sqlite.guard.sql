-- DECIMAL(12,4) has eight digits before the point, after rounding to four behind it.
SELECT 'market_data ' || id || ' at '
       || strftime('%Y-%m-%dT%H:%M:%fZ', timestamp / 1000.0, 'unixepoch')
       || CASE WHEN abs(price) > 99999999.99994
               THEN ', price ' || price ELSE '' END
       || CASE WHEN abs(bid) > 99999999.99994
               THEN ', bid ' || bid ELSE '' END
       || CASE WHEN abs(ask) > 99999999.99994
               THEN ', ask ' || ask ELSE '' END
       || CASE WHEN abs(open_price) > 99999999.99994
               THEN ', open_price ' || open_price ELSE '' END
       || CASE WHEN abs(high_price) > 99999999.99994
               THEN ', high_price ' || high_price ELSE '' END
       || CASE WHEN abs(low_price) > 99999999.99994
               THEN ', low_price ' || low_price ELSE '' END
FROM market_data
WHERE abs(price) > 99999999.99994 OR abs(bid) > 99999999.99994 OR abs(ask) > 99999999.99994
   OR abs(open_price) > 99999999.99994 OR abs(high_price) > 99999999.99994
   OR abs(low_price) > 99999999.99994
UNION ALL
SELECT 'alert_logs ' || id || ' at '
       || strftime('%Y-%m-%dT%H:%M:%fZ', timestamp / 1000.0, 'unixepoch')
       || CASE WHEN abs(trigger_value) > 99999999.99994
               THEN ', trigger_value ' || trigger_value ELSE '' END
       || CASE WHEN abs(threshold_value) > 99999999.99994
               THEN ', threshold_value ' || threshold_value ELSE '' END
FROM alert_logs
WHERE abs(trigger_value) > 99999999.99994 OR abs(threshold_value) > 99999999.99994;
