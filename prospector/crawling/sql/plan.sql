-- One row per site to visit in a market: seeds that are due, then the best candidates.
-- Due means last visited over $due_days days ago, doubled for each failed visit since the last good one.
WITH last_visits AS (
  SELECT
    site,
    max(ended_at) AS ended_at,
    count(*) FILTER (WHERE outcome <> 'read') AS failures
  FROM (
    SELECT site, ended_at, outcome, max(ended_at) FILTER (WHERE outcome = 'read') OVER (PARTITION BY site) AS last_read
    FROM visits
  )
  WHERE last_read IS NULL OR ended_at >= last_read
  GROUP BY site
),
known_sellers AS (
  SELECT site FROM sites WHERE link_selling = 'link_seller'
),
due_seeds AS (
  SELECT
    seeds.site, seeds.url, seeds.market, seeds.kind, seeds.name, seeds.language, seeds.source,
    CASE
      WHEN last_visits.site IS NULL THEN 'seed, never visited'
      ELSE 'seed, last visited ' || strftime(last_visits.ended_at, '%Y-%m-%d')
    END AS reason,
    0 AS tier,
    last_visits.ended_at AS waiting_since,
    0 AS votes
  FROM seeds
  LEFT JOIN last_visits USING (site)
  WHERE seeds.site NOT IN (SELECT site FROM known_sellers)
    AND (
      last_visits.site IS NULL
      OR last_visits.ended_at < now() - to_days(CAST($due_days * 2 ** least(last_visits.failures, 5) AS INTEGER))
    )
),
votes AS (
  SELECT
    links.to_site AS site,
    links.site AS linking_site,
    min(links.page) AS page,
    arg_min(links.url, length(links.url)) AS url,
    min(visits.market) AS linking_market
  FROM links
  JOIN visits ON visits.site = links.site
  WHERE links.external
    AND links.site NOT IN (SELECT site FROM known_sellers)
    AND links.to_site NOT IN (SELECT site FROM visits)
    AND links.to_site NOT IN (SELECT site FROM seeds)
    AND links.to_site NOT IN (SELECT site FROM social)
    AND NOT list_has_any(links.rel, ['nofollow', 'sponsored', 'ugc'])
    AND regexp_matches(links.to_site, '\.[a-z]')
  GROUP BY links.to_site, links.site
  -- No single directory or network fills the plan: a site speaks for so many others and no more.
  QUALIFY row_number() OVER (PARTITION BY links.site ORDER BY links.to_site) <= $votes_per_site
),
moved AS (
  SELECT moved_sites.site, min(visits.moved_to) AS url, min(visits.market) AS market, min(visits.site) AS from_site
  FROM visits
  JOIN moved_sites ON moved_sites.url = visits.moved_to
  WHERE moved_sites.site NOT IN (SELECT site FROM visits) AND moved_sites.site NOT IN (SELECT site FROM seeds)
  GROUP BY moved_sites.site
),
candidates AS (
  SELECT
    votes.site,
    arg_min(votes.url, length(votes.url)) AS url,
    coalesce(min(suffixes.market), mode(votes.linking_market)) AS market,
    count(DISTINCT votes.linking_site) AS votes,
    min(votes.page) AS page
  FROM votes
  LEFT JOIN suffixes ON suffixes.suffix = regexp_extract(split_part(votes.site, '/', 1), '[^.]+$')
  GROUP BY votes.site
),
found AS (
  SELECT
    site, url, market, 'unknown' AS kind, '' AS name, '' AS language, 'links' AS source,
    'candidate, linked by ' || votes || CASE WHEN votes = 1 THEN ' site' ELSE ' sites' END || ', first on ' || page AS reason,
    1 AS tier, NULL::TIMESTAMPTZ AS waiting_since, votes
  FROM candidates
  UNION ALL
  SELECT
    site, url, market, 'unknown' AS kind, '' AS name, '' AS language, 'redirect' AS source,
    'candidate, ' || from_site || ' has moved there' AS reason, 1 AS tier, NULL::TIMESTAMPTZ AS waiting_since, 1000 AS votes
  FROM moved
)
SELECT site, url, market, kind, reason, name, language, source
FROM (
  SELECT * FROM due_seeds
  UNION ALL BY NAME
  SELECT * FROM found
)
WHERE list_contains($markets, market)
QUALIFY row_number() OVER (PARTITION BY site ORDER BY tier, votes DESC) = 1
ORDER BY tier, waiting_since NULLS FIRST, votes DESC, site
