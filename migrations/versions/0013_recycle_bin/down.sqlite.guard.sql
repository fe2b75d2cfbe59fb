-- The key covers the recycle bin again, so one of them has to go: restored and deleted rows alike.
SELECT 'alert_logs ' || min(id) || ' and ' || max(id)
       || ' (same rule, version, time and event)'
FROM alert_logs
WHERE rule_version IS NOT NULL AND event IS NOT NULL
GROUP BY rule_id, rule_version, timestamp, event
HAVING COUNT(*) > 1;
