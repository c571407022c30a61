-- The campaign's lists: the markets' prospects with what their pages say of the niche, ranked anew.

-- Links that sites give already: to competitors, and to the own site.
CREATE TEMP TABLE given AS
SELECT links.site, links.to_site, min(links.page) AS page, own.site IS NOT NULL AS is_own
FROM links
LEFT JOIN own ON own.site = links.to_site
LEFT JOIN competitors ON competitors.site = links.to_site
WHERE links.external
  AND (own.site IS NOT NULL OR competitors.site IS NOT NULL)
  AND links.site IN (SELECT site FROM listed WHERE left_out IS NULL)
GROUP BY links.site, links.to_site, own.site;

CREATE TEMP TABLE given_by_site AS
SELECT
  site,
  list('links to your competitor ' || to_site || ': ' || page ORDER BY to_site) FILTER (WHERE NOT is_own) AS to_competitors,
  list('links to you already: ' || page ORDER BY page) FILTER (WHERE is_own) AS to_own
FROM given
GROUP BY site;

CREATE TEMP TABLE ranked AS
SELECT
  listed.*,
  fits.topic_score AS fit,
  fits.best_pages,
  fits.best_page AS place,
  landing_pages.url AS landing,
  coalesce(given_by_site.to_competitors, []) AS to_competitors,
  coalesce(given_by_site.to_own, []) AS to_own,
  total(country_score, language_score, fits.topic_score, quality_score, link_selling, authority_score) AS total_score
FROM listed
LEFT JOIN fits USING (market, site, section)
LEFT JOIN given_by_site USING (site)
LEFT JOIN landing_pages ON landing_pages.market = listed.market AND landing_pages.language = listed.language
WHERE listed.left_out IS NULL AND (fits.topic_score IS NULL OR fits.topic_score >= number('campaign.least_score'));

CREATE TEMP TABLE new_lists AS
SELECT
  market,
  -- A fit that is unknown is left out of the score, so it would come before one that is known to be middling.
  row_number() OVER (PARTITION BY market ORDER BY fit IS NULL, round(total_score, 6) DESC, site, section) AS rank,
  site, section, name, home_url, kind, country, country_status, language, topic, subtopics, link_selling,
  round(total_score, 2) AS score,
  country_score, language_score, round(fit, 2) AS topic_score, quality_score, authority_score,
  list_concat(
    [
      'speaks of ' || array_to_string([said.term || ' (' || said.times || ')' FOR said IN page.terms[:4]], ', ') || ': ' || page.url
      FOR page IN coalesce(best_pages, [])
    ],
    to_competitors,
    reasons_for
  ) AS reasons_for,
  list_concat(
    CASE WHEN fit IS NULL THEN ['nothing was read of it in a language of the niche'] ELSE [] END,
    to_own,
    reasons_against
  ) AS reasons_against,
  opportunities, checks,
  place AS best_page,
  landing AS landing_page,
  contact_url, contact_email, first_seen, last_seen, judged_at
FROM ranked;

-- How many sites each reason kept out of the campaign's lists.
CREATE TEMP TABLE kept_out AS
SELECT left_out AS reason, count(*) AS sites FROM listed WHERE left_out IS NOT NULL GROUP BY left_out
UNION ALL
SELECT 'nothing about the niche' AS reason, count(*) AS sites
FROM listed
JOIN fits USING (market, site, section)
WHERE listed.left_out IS NULL AND fits.topic_score < number('campaign.least_score')
HAVING count(*) > 0;
