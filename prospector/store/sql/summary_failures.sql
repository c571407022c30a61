-- One row per reason for which sites could not be read, or single pages of sites that were: how many, three of them.
-- Addresses within a reason are left out, so that what happened for one reason is counted together.
WITH failed AS (
  SELECT
    'site' AS what,
    site AS example,
    concat_ws(': ', replace(outcome, '_', ' '), errors[-1].error) AS reason
  FROM visits
  WHERE run = $run AND outcome NOT IN ('read', 'moved')
  UNION ALL
  SELECT 'page', failure.url, failure.error
  FROM (SELECT unnest(errors) AS failure FROM visits WHERE run = $run AND outcome = 'read')
)
SELECT
  what,
  regexp_replace(reason, '\S*https?://\S+', '…', 'g') AS reason,
  count(*) AS count,
  list(DISTINCT example ORDER BY example)[:3] AS examples
FROM failed
GROUP BY ALL
ORDER BY what DESC, count DESC, reason
