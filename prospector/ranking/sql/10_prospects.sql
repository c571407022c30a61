-- Prospects and rejections: where each site stands, market by market.

-- One row per site and market it could be listed in: its own country's, and those of sections with another country.
CREATE TEMP TABLE placements AS
SELECT site, site AS section, country AS market, country_status
FROM sites
WHERE country IN (SELECT market FROM market_facts)
UNION ALL
SELECT sections.site, sections.section, sections.country, sections.country_status
FROM sections
JOIN sites USING (site)
WHERE sections.country IN (SELECT market FROM market_facts) AND sections.country IS DISTINCT FROM sites.country;

CREATE TEMP TABLE language_shares AS
SELECT
  placements.site, placements.section, placements.market,
  100.0 * sum(languages.letters) FILTER (WHERE list_contains(market_facts.languages, languages.language)) / sum(languages.letters) AS language_score
FROM placements
JOIN market_facts ON market_facts.market = placements.market
JOIN section_languages AS languages
  ON languages.site = placements.site AND (placements.section = placements.site OR languages.section = placements.section)
GROUP BY ALL;

-- Why a site is in nobody's list, the first reason that holds.
CREATE TEMP TABLE refusals AS
SELECT
  site,
  CASE
    WHEN sites.duplicate_of IS NOT NULL THEN 'duplicate'
    WHEN site_quality.is_parked THEN 'parked'
    WHEN sites.link_selling = 'link_seller' THEN 'link_seller'
    WHEN sites.pages = 0 AND sites.outcome = 'moved' THEN 'moved'
    WHEN sites.pages = 0 AND sites.outcome = 'forbidden' THEN 'robots'
    WHEN sites.pages = 0 THEN 'unreadable'
    WHEN sites.outcome = 'needs_browser' THEN 'needs_browser'
    WHEN sites.kind IN (SELECT kind FROM unlisted_kinds) THEN 'kind'
  END AS reason,
  CASE
    WHEN sites.duplicate_of IS NOT NULL THEN ['has the same pages as ' || sites.duplicate_of]
    WHEN site_quality.is_parked THEN ['parked or for sale: ' || coalesce(parked.quote, '')]
    WHEN sites.link_selling = 'link_seller' THEN sites.link_selling_reasons
    WHEN sites.pages = 0 AND sites.outcome = 'moved' THEN ['has moved to ' || visited.moved_to]
    WHEN sites.pages = 0 THEN [coalesce(visited.errors[1].error, sites.outcome)]
    WHEN sites.outcome = 'needs_browser' THEN ['its pages are built by JavaScript and no browser has read them']
    WHEN sites.kind IN (SELECT kind FROM unlisted_kinds) THEN list_concat(['a ' || replace(sites.kind, '_', ' ') || ' is no prospect here'], sites.kind_reasons)[:4]
  END AS reasons
FROM sites
LEFT JOIN site_quality USING (site)
LEFT JOIN visited USING (site)
LEFT JOIN (SELECT site, any_value(quote) AS quote FROM seen WHERE subject = 'quality' AND signal = 'parked' GROUP BY site) AS parked USING (site);

CREATE TEMP TABLE country_scores AS
SELECT placements.*, number('rank.' || country_status) AS country_score
FROM placements
WHERE country_status IN ('confirmed', 'likely', 'claimed');

CREATE TEMP TABLE contact_choice AS
SELECT
  site,
  arg_min(value, (preference, page, value)) FILTER (WHERE kind = 'email') AS email,
  arg_min(page, (kind <> 'email', preference, page)) AS page
FROM (
  SELECT
    site, url AS page, contact.kind AS kind, contact.value AS value,
    CASE contact.role WHEN 'editorial' THEN 0 WHEN 'press' THEN 1 WHEN 'general' THEN 2 WHEN 'membership' THEN 3 ELSE 4 END
      + CASE WHEN contains(contact.value, '@') AND NOT ends_with(split_part(contact.value, '@', 2), split_part(site, '/', 1)) THEN 2 ELSE 0 END AS preference
  FROM (SELECT site, url, unnest(contacts) AS contact FROM readings)
)
GROUP BY site;

CREATE TEMP TABLE contact_pages AS
SELECT site, arg_min(url, (role <> 'contact', role <> 'imprint', length(url))) AS page
FROM readings
WHERE role IN ('contact', 'imprint', 'about', 'staff')
GROUP BY site;

CREATE TEMP TABLE openings AS
SELECT site, list(DISTINCT replace(value, '_', ' ') || ': ' || page ORDER BY replace(value, '_', ' ') || ': ' || page) AS opportunities
FROM (SELECT site, value, min(page) AS page FROM seen WHERE subject = 'opportunity' GROUP BY site, value)
GROUP BY site;

CREATE TEMP TABLE scored AS
SELECT
  country_scores.market,
  sites.site,
  country_scores.section,
  sites.name,
  sites.home_url,
  sites.kind,
  country_scores.market AS country,
  country_scores.country_status,
  sites.language,
  coalesce(parts.topic, sites.topic) AS topic,
  map_keys(sites.subtopics) AS subtopics,
  sites.link_selling,
  country_scores.country_score,
  language_shares.language_score,
  NULL::DOUBLE AS topic_score,
  sites.quality AS quality_score,
  CASE
    WHEN sites.linking_sites > 0
      THEN 100 * ln(1 + sites.linking_sites) / ln(1 + max(sites.linking_sites) OVER (PARTITION BY country_scores.market))
    ELSE 0
  END AS authority_score,
  sites.country_reasons,
  sites.kind_reasons,
  sites.link_selling_reasons,
  sites.linking_sites,
  coalesce(openings.opportunities, []) AS opportunities,
  [said.requirement || ' ' || said.verdict || ': ' || said.says || coalesce(' (' || nullif(said.detail, '') || ')', '') || coalesce(' ' || nullif(said.page, ''), '')
    FOR said IN sites.checks] AS checks,
  coalesce(contact_choice.page, contact_pages.page) AS contact_url,
  contact_choice.email AS contact_email,
  sites.first_seen,
  sites.last_seen,
  sites.last_published,
  sites.judged_at,
  coalesce(site_quality.failed, []) AS failed,
  coalesce(site_quality.praised, []) AS praised
FROM country_scores
JOIN sites USING (site)
JOIN refusals USING (site)
LEFT JOIN (SELECT site, section AS part, topic FROM sections) AS parts
  ON parts.part = country_scores.section AND parts.site = country_scores.site AND country_scores.section <> country_scores.site
LEFT JOIN language_shares USING (site, section, market)
LEFT JOIN openings USING (site)
LEFT JOIN contact_choice USING (site)
LEFT JOIN contact_pages USING (site)
LEFT JOIN site_quality USING (site)
WHERE refusals.reason IS NULL AND country_scores.country_score >= number('rank.least_country');

CREATE TEMP TABLE ranked AS
SELECT *, total(country_score, language_score, topic_score, quality_score, link_selling, authority_score) AS score
FROM scored;

ALTER TABLE prospects ADD COLUMN market VARCHAR;

INSERT INTO prospects BY NAME
SELECT
  market,
  row_number() OVER (PARTITION BY market ORDER BY round(score, 6) DESC, site, section) AS rank,
  site, section, name, home_url, kind, country, country_status, language, topic, subtopics, link_selling,
  round(score, 2) AS score,
  country_score, round(language_score, 2) AS language_score, topic_score, round(quality_score, 2) AS quality_score,
  round(authority_score, 2) AS authority_score,
  list_concat(
    [country_status || ' in ' || market || ' by ' || country_reasons[1]],
    CASE WHEN len(country_reasons) > 1 THEN ['also ' || country_reasons[2]] ELSE [] END,
    CASE WHEN kind <> 'unknown' THEN [replace(kind, '_', ' ') || ' by ' || kind_reasons[1]] ELSE [] END,
    praised,
    CASE WHEN linking_sites > 0 THEN ['linked by ' || linking_sites || CASE WHEN linking_sites = 1 THEN ' site' ELSE ' sites' END || ' read here'] ELSE [] END,
    CASE WHEN link_selling = 'sells_labelled_ads' THEN ['labels its advertising'] ELSE [] END,
    CASE WHEN overrules.verdict = 'allow' THEN [overrules.says] ELSE [] END
  ) AS reasons_for,
  list_concat(
    CASE WHEN link_selling = 'mixed' THEN ['sells links without saying so: ' || coalesce(link_selling_reasons[1], '')] ELSE [] END,
    CASE WHEN link_selling = 'unknown' THEN ['whether it sells links is unknown'] ELSE [] END,
    CASE WHEN country_status = 'claimed' THEN ['its country is only claimed'] ELSE [] END,
    CASE WHEN kind = 'unknown' THEN ['what kind of site it is is unknown'] ELSE [] END,
    CASE WHEN language_score < 50 THEN ['mostly in another language (' || language || ')'] ELSE [] END,
    CASE WHEN language_score IS NULL THEN ['its language is unknown'] ELSE [] END,
    coalesce(remarks.remarks, []),
    failed
  ) AS reasons_against,
  opportunities, checks, contact_url, contact_email, first_seen, last_seen, judged_at
FROM ranked
LEFT JOIN overrules USING (site)
LEFT JOIN remarks USING (site);

INSERT INTO rejected BY NAME
-- Refused wherever it could have been listed, else in the market it was visited for.
SELECT
  coalesce(placements.market, sites.seed_market) AS market, sites.site, refusals.reason, refusals.reasons,
  sites.evidence_urls, sites.judged_at
FROM sites
JOIN refusals USING (site)
LEFT JOIN placements USING (site)
WHERE refusals.reason IS NOT NULL AND coalesce(placements.market, sites.seed_market) IS NOT NULL
UNION
-- Nothing wrong with it, but not of the market it was visited for.
SELECT
  sites.seed_market, sites.site,
  CASE WHEN sites.country IS NULL THEN 'country_unknown' WHEN sites.country = 'INT' THEN 'international'
    WHEN sites.country_status = 'contradicted' THEN 'country_contradicted' ELSE 'other_country' END,
  CASE
    WHEN sites.country IS NULL THEN ['nothing on the pages read says which country it is from']
    ELSE list_concat([sites.country_status || ': ' || sites.country], sites.country_reasons)[:6]
  END,
  sites.evidence_urls, sites.judged_at
FROM sites
JOIN refusals USING (site)
JOIN visited USING (site)
WHERE refusals.reason IS NULL
  AND sites.seed_market IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM prospects WHERE prospects.site = sites.site AND prospects.market = sites.seed_market)
  -- The market of a site that was found by links is a guess; when it is listed elsewhere, the guess was wrong, not the site.
  AND NOT (
    visited.source IN ('links', 'redirect')
    AND EXISTS (SELECT 1 FROM prospects WHERE prospects.site = sites.site)
  );

-- The lists as they are written.
CREATE TEMP VIEW new_lists AS
FROM prospects;
