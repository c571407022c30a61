-- One row per site to visit in a market: seeds that are due, never visited ones of all markets and kinds by turns, then the
-- best candidates.
-- Due means last visited over $due_days days ago, doubled for each failed visit since the last good one. A site that was
-- left for want of a browser is due after $browser_days.
WITH last_visits AS (
  SELECT
    site,
    max(ended_at) AS ended_at,
    arg_max(outcome, ended_at) AS outcome,
    count(*) FILTER (WHERE outcome NOT IN ('read', 'needs_browser')) AS failures
  FROM (
    SELECT site, ended_at, outcome, max(ended_at) FILTER (WHERE outcome = 'read') OVER (PARTITION BY site) AS last_read
    FROM visits
  )
  WHERE last_read IS NULL OR ended_at >= last_read
  GROUP BY site
),
waits AS (
  SELECT
    site, ended_at,
    CASE WHEN outcome = 'needs_browser' THEN $browser_days ELSE $due_days * 2 ** least(failures, 5) END AS days
  FROM last_visits
),
sellers AS (
  SELECT site FROM sites WHERE link_selling = 'link_seller'
  UNION
  SELECT site FROM rejected WHERE reason = 'link_seller'
),
due_seeds AS (
  SELECT
    seeds.site, seeds.url, seeds.market, seeds.kind, seeds.name, seeds.language, seeds.source,
    CASE
      WHEN waits.site IS NULL THEN 'seed, never visited'
      ELSE 'seed, last visited ' || strftime(waits.ended_at, '%Y-%m-%d')
    END AS reason,
    waits.ended_at AS waiting_since
  FROM seeds
  LEFT JOIN waits USING (site)
  ANTI JOIN sellers USING (site)
  WHERE waits.site IS NULL OR waits.ended_at < now() - to_days(CAST(waits.days AS INTEGER))
),
-- An account for advertising or counting that sites share tells that they are one owner's.
owners AS (
  SELECT site, min(regexp_replace(account, '^(analytics:UA-\d+)-\d+$', '\1')) AS owner
  FROM (SELECT site, unnest(owner_ids) AS account FROM pages)
  GROUP BY site
),
-- Who vouches: sites that were read, do not sell, are no parked domains and no copies of others.
voters AS (
  SELECT
    readers.site, readers.market, readers.pages, coalesce(owners.owner, readers.site) AS owner,
    CASE WHEN sites.country_status IN ('confirmed', 'likely') THEN sites.country END AS country,
    CASE WHEN sites.link_selling = 'mixed' THEN $mixed ELSE 1.0 END AS trust
  FROM (
    SELECT site, arg_max(market, ended_at) AS market, arg_max(pages, ended_at) AS pages
    FROM visits
    WHERE outcome = 'read'
    GROUP BY site
  ) AS readers
  LEFT JOIN sites USING (site)
  LEFT JOIN owners USING (site)
  ANTI JOIN sellers USING (site)
  ANTI JOIN (SELECT site FROM rejected WHERE reason IN ('parked', 'duplicate')) AS useless USING (site)
),
left_out AS (
  SELECT site FROM visits
  UNION
  SELECT site FROM known_seeds
  UNION
  SELECT site FROM infrastructure
  UNION
  SELECT site FROM sellers
),
vouching AS (
  SELECT
    link.site AS site, pages.site AS linking_site, pages.url AS page, pages.language AS language, link.url AS url,
    CASE
      WHEN link.placement <> 'content' THEN link.placement
      WHEN pages.role IN ('members', 'listing', 'member') THEN 'directory'
      WHEN pages.role IN ('links', 'partners') THEN 'links'
      ELSE 'content'
    END AS placement
  FROM (SELECT site, url, role, language, unnest(links) AS link FROM pages) AS pages
  SEMI JOIN voters ON voters.site = pages.site
  WHERE link.external AND NOT link.hidden
    AND NOT list_has_any(link.rel, ['nofollow', 'sponsored', 'ugc'])
    AND regexp_matches(link.site, '\.[a-z]')
),
votes AS (
  SELECT
    vouching.site,
    vouching.linking_site,
    arg_min(vouching.url, (length(vouching.url), vouching.url)) AS url,
    arg_min(vouching.page, (-placements.weight, vouching.page)) AS page,
    CASE
      WHEN count(DISTINCT vouching.page) >= greatest($sitewide_pages, $sitewide_share * any_value(voters.pages)) THEN 'sitewide'
      ELSE arg_min(vouching.placement, (-placements.weight, vouching.page, vouching.placement))
    END AS placement,
    list(DISTINCT vouching.language) AS languages,
    any_value(voters.owner) AS owner,
    any_value(voters.market) AS linking_market,
    any_value(voters.country) AS linking_country,
    any_value(voters.trust) AS trust
  FROM vouching
  ANTI JOIN left_out ON left_out.site = vouching.site
  JOIN voters ON voters.site = vouching.linking_site
  JOIN placements ON placements.placement = vouching.placement
  GROUP BY vouching.site, vouching.linking_site
),
-- The market of a candidate is that of its suffix, else that of the sites that link to it. None for other countries' suffixes.
suffixed AS (
  SELECT
    candidates.site,
    coalesce(suffixes.market, candidates.linking_market) AS market,
    suffixes.market IS NOT NULL AS has_suffix
  FROM (
    SELECT site, regexp_extract(split_part(site, '/', 1), '[^.]+$') AS suffix, arg_max(market, (votes, market)) AS linking_market
    FROM (SELECT site, coalesce(linking_country, linking_market) AS market, count(*) AS votes FROM votes GROUP BY ALL)
    GROUP BY site
  ) AS candidates
  LEFT JOIN suffixes USING (suffix)
  WHERE suffixes.market IS NOT NULL OR length(suffix) <> 2 OR suffix IN (SELECT suffix FROM generic_suffixes)
),
weighed AS (
  SELECT
    votes.*,
    suffixed.market,
    suffixed.has_suffix,
    coalesce(votes.linking_country = suffixed.market, false) AS is_sure,
    list_has_any(votes.languages, market_languages.languages) AS has_language,
    placements.words,
    placements.weight * votes.trust * CASE WHEN votes.linking_country = suffixed.market THEN $sure_country ELSE 1 END AS weight
  FROM votes
  JOIN suffixed USING (site)
  JOIN market_languages USING (market)
  JOIN placements USING (placement)
  WHERE list_contains($markets, suffixed.market)
),
-- The sites of one owner have one vote for a candidate, their best.
counted AS (
  SELECT *
  FROM weighed
  QUALIFY row_number() OVER (PARTITION BY site, owner ORDER BY weight DESC, linking_site) = 1
),
-- No directory or network fills the plan: an owner speaks for $votes_per_site sites and no more, the best ones first. They
-- come by turns, $votes_per_turn of each owner, so that what many recommend is not crowded out by one long list.
turns AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY owner ORDER BY support DESC, weight DESC, site) AS place
  FROM (SELECT *, sum(weight) OVER (PARTITION BY site) AS support FROM counted)
  QUALIFY place <= $votes_per_site
),
candidates AS (
  SELECT
    site,
    arg_min(url, (length(url), url)) AS url,
    any_value(market) AS market,
    count(*) AS votes,
    count(*) FILTER (WHERE is_sure) AS sure_votes,
    (min(place) - 1) // $votes_per_turn AS turn,
    sum(weight) + $suffix * any_value(has_suffix)::INTEGER + $language * bool_or(has_language)::INTEGER AS score,
    any_value(has_suffix) AS has_suffix,
    bool_or(has_language) AS has_language,
    arg_min(words, (-weight, page)) AS words,
    arg_min(page, (-weight, page)) AS page
  FROM turns
  GROUP BY site
),
moved AS (
  SELECT moved_sites.site, min(visits.moved_to) AS url, min(visits.market) AS market, min(visits.site) AS from_site
  FROM visits
  JOIN moved_sites ON moved_sites.url = visits.moved_to
  ANTI JOIN left_out ON left_out.site = moved_sites.site
  GROUP BY moved_sites.site
),
planned AS (
  SELECT
    site, url, market, kind, name, language, source, reason,
    0 AS tier, waiting_since, row_number() OVER (PARTITION BY market, kind ORDER BY waiting_since NULLS FIRST, site) AS turn,
    0.0 AS score
  FROM due_seeds
  UNION ALL
  SELECT
    site, url, market, 'unknown', '', '', 'redirect', 'candidate, ' || from_site || ' has moved there',
    1, NULL, -1, 0.0
  FROM moved
  UNION ALL
  SELECT
    site, url, market, 'unknown', '', '', 'links',
    'candidate, linked by ' || votes || CASE WHEN votes = 1 THEN ' site' ELSE ' sites' END
      || CASE WHEN sure_votes > 0 THEN ' (' || sure_votes || ' surely in ' || market || ')' ELSE '' END
      || ', ' || words || ' of ' || page
      || CASE
        WHEN has_suffix AND has_language THEN ', suffix and language of ' || market
        WHEN has_suffix THEN ', suffix of ' || market
        WHEN has_language THEN ', language of ' || market
        ELSE ''
      END,
    1, NULL, turn, score
  FROM candidates
)
SELECT site, url, market, kind, reason, name, language, source
FROM planned
WHERE list_contains($markets, market)
QUALIFY row_number() OVER (PARTITION BY site ORDER BY tier, turn, score DESC, market) = 1
ORDER BY tier, waiting_since NULLS FIRST, turn, score DESC, site
