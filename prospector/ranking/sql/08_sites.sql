-- One row per site: everything judged put together.

-- One row per site that names another site's pages as canonical and has the same text on at least half of its own.
CREATE TEMP TABLE mirrors AS
WITH texts AS (
  SELECT DISTINCT site, text_hash FROM readings WHERE text_hash <> ''
),
named AS (
  SELECT DISTINCT site, regexp_extract(canonical, '^https?://(?:www\.)?([^/:]+)', 1) AS original
  FROM readings
  WHERE canonical <> ''
),
shared AS (
  SELECT named.site, named.original, count(*) AS texts
  FROM named
  JOIN texts AS copied ON copied.site = named.site
  JOIN texts AS first ON first.site = named.original AND first.text_hash = copied.text_hash
  WHERE named.original <> named.site
  GROUP BY named.site, named.original
)
SELECT shared.site, arg_max(shared.original, shared.texts) AS original
FROM shared
JOIN (SELECT site, count(*) AS texts FROM texts GROUP BY site) AS own USING (site)
WHERE shared.texts >= 0.5 * own.texts
GROUP BY shared.site;

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
  CASE WHEN site_quality.is_parked THEN 'other' ELSE coalesce(site_kind.kind, 'unknown') END AS kind,
  site_country.country AS country,
  coalesce(site_country.country_status, 'unknown') AS country_status,
  coalesce(written_for.country, CASE WHEN site_country.country <> 'INT' THEN site_country.country END) AS written_for,
  written_about.country AS written_about,
  coalesce(site_language.language, 'unknown') AS language,
  site_language.languages,
  site_topic.topic,
  site_topic.topics,
  round(site_topic.topic_coherence, 3) AS topic_coherence,
  coalesce(site_subtopics.subtopics, MAP {}) AS subtopics,
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
  coalesce(site_checklist.checks, []) AS checks,
  list_distinct(list_concat(site_selling.reason_pages, coalesce(site_country.reason_pages, [])))[:8] AS evidence_urls,
  coalesce(inward.linking_sites, 0) AS linking_sites,
  CASE
    WHEN visited.site IS NULL AND page_counts.site IS NULL THEN 'not_visited'
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
LEFT JOIN place_topic AS site_topic ON site_topic.part = 'site' AND site_topic.place = site_list.site
LEFT JOIN site_subtopics USING (site)
LEFT JOIN site_selling USING (site)
LEFT JOIN site_quality USING (site)
LEFT JOIN site_checklist USING (site)
LEFT JOIN inward USING (site)
LEFT JOIN mirrors USING (site)
LEFT JOIN (SELECT site, bool_or(needs_browser) AS browser FROM readings GROUP BY site) AS needs USING (site);
