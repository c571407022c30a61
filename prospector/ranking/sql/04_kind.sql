-- Kinds of sites: each signal counts up to its ceiling, however many pages show it.

CREATE TEMP TABLE kind_votes AS
SELECT
  site, kind, sum(weight) AS weight,
  list(says || ': ' || quote ORDER BY weight DESC) AS reasons
FROM (
  SELECT
    seen.site, seen.value AS kind, w.says, least(any_value(w.most), any_value(w.weight) * sum(seen.strength)) AS weight,
    arg_max(seen.quote, seen.strength) AS quote
  FROM seen
  JOIN kind_weights AS w USING (signal)
  WHERE seen.subject = 'kind'
  GROUP BY seen.site, seen.value, seen.signal, w.says
  UNION ALL
  SELECT visited.site, visited.seed_kind, w.says, w.weight, visited.source
  FROM visited
  JOIN kind_weights AS w ON w.signal = 'seed'
  WHERE visited.seed_kind <> 'unknown'
)
GROUP BY site, kind;

-- One row per site.
CREATE TEMP TABLE site_kind AS
SELECT
  site,
  CASE
    WHEN weight >= number('kind.least') AND coalesce(next_weight, 0) <= weight * (1 - number('kind.lead')) THEN kind
    ELSE 'unknown'
  END AS kind,
  reasons
FROM (
  SELECT *, row_number() OVER by_site AS place, lead(weight) OVER by_site AS next_weight
  FROM kind_votes
  WINDOW by_site AS (PARTITION BY site ORDER BY weight DESC, kind)
)
WHERE place = 1;
