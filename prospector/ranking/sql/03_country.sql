-- Countries of sites: evidence added up by family, each family counting once, owner evidence before all else.

-- One row per site, signal and country: how surely it was seen. What every page can show (language, locale, place) counts
-- by the share of pages that show it; what a site shows once (an address) counts when it shows it.
CREATE TEMP TABLE country_signals AS
SELECT
  seen.site, seen.signal, seen.value AS country, w.family, w.owner, w.says,
  CASE
    WHEN w.family IN ('language', 'locale', 'place')
      THEN w.weight * count(DISTINCT seen.page) / any_value(page_counts.pages) * avg(seen.strength)
    ELSE w.weight * max(seen.strength)
  END AS weight,
  arg_min(seen.quote, (-seen.strength, length(seen.page), seen.page, seen.quote)) AS quote,
  arg_min(seen.page, (-seen.strength, length(seen.page), seen.page)) AS page
FROM seen
JOIN country_weights AS w USING (signal)
JOIN page_counts USING (site)
WHERE seen.subject = 'country' AND seen.value <> '' AND w.weight > 0
GROUP BY seen.site, seen.signal, seen.value, w.family, w.owner, w.says, w.weight;

-- One row per site, country and family.
CREATE TEMP TABLE country_families AS
SELECT
  site, country, family, bool_or(owner) AS owner, max(weight) AS weight, arg_min(says, (-weight, signal)) AS says,
  arg_min(quote, (-weight, signal)) AS quote, arg_min(page, (-weight, signal)) AS page
FROM country_signals
WHERE weight >= 0.05
GROUP BY site, country, family;

-- One row per site and country.
CREATE TEMP TABLE country_votes AS
SELECT
  site, country, count(*) AS families, sum(weight) AS weight,
  coalesce(sum(weight) FILTER (WHERE owner), 0) AS owner_weight,
  coalesce(max(weight) FILTER (WHERE family IN ('address', 'register')), 0) AS strongest_owner,
  coalesce(max(weight) FILTER (WHERE family = 'phone'), 0) AS phone_weight,
  coalesce(max(weight) FILTER (WHERE family = 'suffix'), 0) AS suffix_weight,
  coalesce(max(weight) FILTER (WHERE family = 'locale'), 0) AS locale_weight,
  list(says || ': ' || quote ORDER BY weight DESC, family) AS reasons,
  list(page ORDER BY weight DESC, family) AS reason_pages
FROM country_families
GROUP BY site, country;

-- One row per site: the country that most speaks for, and what speaks against it.
CREATE TEMP TABLE country_leaders AS
WITH ordered AS (
  SELECT
    *,
    row_number() OVER by_site AS place,
    lead(country) OVER by_site AS rival,
    lead(owner_weight) OVER by_site AS rival_owner,
    lead(strongest_owner) OVER by_site AS rival_strongest,
    lead(weight) OVER by_site AS rival_weight,
    count(*) FILTER (WHERE phone_weight > 0) OVER (PARTITION BY site) AS phone_countries,
    count(*) FILTER (WHERE strongest_owner >= number('country.strong_owner')) OVER (PARTITION BY site) AS strong_countries,
    max(suffix_weight) OVER (PARTITION BY site) AS any_suffix
  FROM country_votes
  WINDOW by_site AS (PARTITION BY site ORDER BY weight + owner_weight DESC, country)
)
SELECT * FROM ordered WHERE place = 1;

-- One row per site.
CREATE TEMP TABLE site_country AS
SELECT
  site,
  CASE WHEN status = 'international' THEN 'INT' ELSE country END AS country,
  status AS country_status,
  reasons,
  reason_pages
FROM (
  SELECT
    *,
    CASE
      WHEN strong_countries >= 3 OR phone_countries >= 4 OR country = 'INT' THEN 'international'
      WHEN strong_countries = 2 AND rival_owner >= number('country.international_share') * owner_weight AND suffix_weight = 0
        THEN 'international'
      WHEN strongest_owner >= number('country.strong_owner') AND any_suffix > suffix_weight THEN 'contradicted'
      WHEN strong_countries = 2 AND rival_strongest >= number('country.strong_owner') AND suffix_weight = 0 THEN 'contradicted'
      WHEN strongest_owner >= number('country.strong_owner') THEN 'confirmed'
      WHEN families >= 2 AND coalesce(rival_weight, 0) < 0.75 * weight THEN 'likely'
      WHEN families >= 2 THEN 'contradicted'
      ELSE 'claimed'
    END AS status
  FROM country_leaders
);

-- One row per site: for which country it writes, by everything but where its publisher sits.
CREATE TEMP TABLE written_for AS
SELECT site, arg_min(country, (-weight, country)) AS country
FROM (
  SELECT site, country, sum(weight) AS weight
  FROM country_families
  WHERE NOT owner AND family <> 'place'
  GROUP BY site, country
)
GROUP BY site;

-- One row per site: the country whose places its pages name.
CREATE TEMP TABLE written_about AS
SELECT site, arg_min(country, (-weight, country)) AS country
FROM country_families
WHERE family = 'place'
GROUP BY site;
