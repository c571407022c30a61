-- Quality of sites: each check by the share of pages that pass it; checks that nothing can be said about are left out.

CREATE TEMP TABLE site_checks AS
SELECT site, signal, avg((value = 'pass')::INTEGER) AS share, min(page) FILTER (WHERE value = 'fail') AS failing_page
FROM seen
WHERE subject = 'quality'
GROUP BY site, signal
UNION ALL
SELECT site, 'owner', has_owner::INTEGER, NULL FROM owners JOIN page_counts USING (site)
UNION ALL
SELECT
  page_counts.site, 'contact',
  (count(*) FILTER (WHERE len(readings.contacts) > 0) > 0)::INTEGER, NULL
FROM page_counts
JOIN readings USING (site)
GROUP BY page_counts.site
UNION ALL
SELECT site, 'fresh', (last_published >= $as_of::DATE - number('quality.fresh_days')::INTEGER)::INTEGER, NULL
FROM page_counts
WHERE last_published >= $as_of::DATE - number('quality.fresh_days')::INTEGER
  OR last_published < $as_of::DATE - number('quality.stale_days')::INTEGER;

-- One row per site; the score is 0 to 100.
CREATE TEMP TABLE site_quality AS
SELECT
  site,
  100 * sum(w.weight * share) / sum(w.weight) AS quality,
  list(CASE WHEN share >= 0.5 THEN w.passed ELSE w.failed END ORDER BY w.weight DESC, signal) AS reasons,
  coalesce(list(w.failed ORDER BY w.weight DESC, signal) FILTER (WHERE share < 0.5), []) AS failed,
  coalesce(list(w.passed ORDER BY w.weight DESC, signal) FILTER (WHERE share >= 0.5 AND signal IN ('named_author', 'owner', 'fresh')), []) AS praised,
  bool_or(signal = 'parked' AND share < 1) AS is_parked
FROM site_checks
JOIN quality_weights AS w USING (signal)
GROUP BY site;
