-- One row per market and kind of the sites that a run visited.
SELECT
  market,
  kind,
  count(*) AS sites,
  count(*) FILTER (WHERE outcome = 'read') AS read,
  count(*) FILTER (WHERE outcome = 'moved') AS moved,
  count(*) FILTER (WHERE outcome NOT IN ('read', 'moved')) AS failed,
  sum(pages)::BIGINT AS pages,
  sum(requests)::BIGINT AS requests
FROM visits
WHERE run = $run
GROUP BY market, kind
ORDER BY market, sites DESC, kind
