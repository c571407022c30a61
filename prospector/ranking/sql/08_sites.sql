-- One row per site: everything judged put together.

-- Sites whose pages say the same as another site's that they name as canonical, or that has more of them.
CREATE TEMP TABLE mirrors AS
SELECT copy.site, arg_max(original.site, original.n) AS original
FROM (SELECT site, text_hash, count(*) AS n FROM readings WHERE text_hash <> '' GROUP BY ALL) AS copy
JOIN (SELECT site, text_hash, count(*) AS n FROM readings WHERE text_hash <> '' GROUP BY ALL) AS original
  ON copy.text_hash = original.text_hash AND copy.site <> original.site
JOIN (SELECT site, count(DISTINCT text_hash) AS texts FROM readings WHERE text_hash <> '' GROUP BY site) AS own ON own.site = copy.site
WHERE EXISTS (
  SELECT 1 FROM readings WHERE readings.site = copy.site AND readings.canonical <> ''
    AND contains(readings.canonical, '//' || original.site) OR contains(readings.canonical, '//www.' || original.site)
)
GROUP BY copy.site
HAVING count(DISTINCT copy.text_hash) >= 0.5 * any_value(own.texts);

-- One row per site: how many other sites link to it, sellers not counted.
CREATE TEMP TABLE inward AS
SELECT to_site AS site, count(DISTINCT site) AS linking_sites
FROM outward
WHERE followed AND site NOT IN (SELECT site FROM site_selling WHERE link_selling = 'link_seller')
GROUP BY to_site;

CREATE TEMP TABLE names AS
SELECT
  site,
  coalesce(
    mode(site_name) FILTER (WHERE site_name <> ''),
    arg_min(title, depth) FILTER (WHERE role = 'home' AND title <> '')
  ) AS name,
  arg_min(url, (role <> 'home', depth, length(url))) AS home_url
FROM readings
GROUP BY site;

INSERT INTO sites BY NAME
SELECT
  site,
  coalesce(nullif(visited.seed_name, ''), names.name, site) AS name,
  coalesce(names.home_url, visited.start_url) AS home_url,
  coalesce(site_kind.kind, 'unknown') AS kind,
  site_country.country AS country,
  coalesce(site_country.country_status, 'unknown') AS country_status,
  coalesce(written_for.country, CASE WHEN site_country.country <> 'INT' THEN site_country.country END) AS written_for,
  written_about.country AS written_about,
  coalesce(site_language.language, 'unknown') AS language,
  site_language.languages,
  site_topic.topic,
  site_topic.topics,
  site_selling.link_selling,
  site_quality.quality,
  coalesce(page_counts.pages, 0) AS pages,
  page_counts.first_seen,
  coalesce(page_counts.last_seen, visited.last_visit) AS last_seen,
  page_counts.last_published,
  coalesce(site_country.reasons, []) AS country_reasons,
  coalesce(site_kind.reasons, []) AS kind_reasons,
  site_selling.reasons AS link_selling_reasons,
  coalesce(site_quality.reasons, []) AS quality_reasons,
  list_distinct(list_concat(site_selling.reason_pages, coalesce(site_country.reason_pages, [])))[:8] AS evidence_urls,
  coalesce(inward.linking_sites, 0) AS linking_sites,
  CASE
    WHEN visited.site IS NULL THEN 'ingested'
    WHEN coalesce(page_counts.pages, 0) = 1 AND needs.browser THEN 'needs_browser'
    ELSE visited.outcome
  END AS outcome,
  mirrors.original AS duplicate_of,
  visited.seed_market,
  $as_of::TIMESTAMPTZ AS judged_at
FROM site_list
LEFT JOIN visited USING (site)
LEFT JOIN names USING (site)
LEFT JOIN page_counts USING (site)
LEFT JOIN site_kind USING (site)
LEFT JOIN site_country USING (site)
LEFT JOIN written_for USING (site)
LEFT JOIN written_about USING (site)
LEFT JOIN site_language USING (site)
LEFT JOIN site_topic USING (site)
LEFT JOIN site_selling USING (site)
LEFT JOIN site_quality USING (site)
LEFT JOIN inward USING (site)
LEFT JOIN mirrors USING (site)
LEFT JOIN (SELECT site, bool_or(needs_browser) AS browser FROM readings GROUP BY site) AS needs USING (site);
