-- Countries of sites, first pass: evidence added up by family, each family counting once.

-- One row per site and address that its pages end with: that of the publisher, when enough of them do.
CREATE TEMP TABLE repeated_addresses AS
SELECT seen.site, seen.value, seen.quote
FROM seen
JOIN page_counts USING (site)
WHERE seen.subject = 'country' AND seen.signal = 'address_below'
GROUP BY seen.site, seen.value, seen.quote
HAVING count(DISTINCT seen.page)
  >= greatest(number('country.repeated_pages'), number('country.repeated_share') * any_value(page_counts.pages));

-- One row per site, signal and country: how surely it was seen, by the share of pages where every page can show it.
CREATE TEMP TABLE country_signals AS
SELECT
  seen.site, seen.signal, seen.value AS country, w.family, w.owner, w.about, w.says,
  CASE
    WHEN w.per_page
      THEN w.weight * count(DISTINCT seen.page) / any_value(page_counts.pages) * avg(seen.strength)
    ELSE w.weight * max(seen.strength)
  END AS weight,
  arg_min(seen.quote, (-seen.strength, length(seen.page), seen.page, seen.quote)) AS quote,
  arg_min(seen.page, (-seen.strength, length(seen.page), seen.page)) AS page
FROM seen
JOIN country_weights AS w USING (signal)
JOIN page_counts USING (site)
LEFT JOIN repeated_addresses AS repeated
  ON repeated.site = seen.site AND repeated.value = seen.value AND repeated.quote = seen.quote
WHERE seen.subject = 'country' AND seen.value <> '' AND w.weight > 0
  AND (seen.signal <> 'address_below' OR repeated.site IS NOT NULL)
GROUP BY seen.site, seen.signal, seen.value, w.family, w.owner, w.about, w.per_page, w.says, w.weight;

-- One row per site, country and family. The second pass adds what the link graph says.
CREATE TEMP TABLE country_families AS
SELECT
  site, country, family, bool_or(owner) AS owner, bool_and(about) AS about, max(weight) AS weight,
  arg_min(says, (-weight, signal)) AS says, arg_min(quote, (-weight, signal)) AS quote, arg_min(page, (-weight, signal)) AS page
FROM country_signals
WHERE weight >= number('country.least_signal')
GROUP BY site, country, family;

-- One row per site and country. A suffix and the links to a domain outlive its owner, so they count as one family. This and
-- what follows are views: the second pass asks them again.
CREATE TEMP VIEW country_votes AS
SELECT
  site, country, sum(weight) AS weight,
  count(DISTINCT CASE family WHEN 'links' THEN 'suffix' ELSE family END) AS families,
  count(*) FILTER (WHERE NOT about) AS located_families,
  coalesce(sum(weight) FILTER (WHERE owner), 0) AS owner_weight,
  coalesce(max(weight) FILTER (WHERE family IN ('address', 'register')), 0) AS strongest_owner,
  coalesce(max(weight) FILTER (WHERE family = 'phone'), 0) AS phone_weight,
  coalesce(max(weight) FILTER (WHERE family = 'suffix'), 0) AS suffix_weight,
  list(says || ': ' || quote ORDER BY weight DESC, family) AS reasons,
  list(page ORDER BY weight DESC, family) AS reason_pages
FROM country_families
GROUP BY site, country;

-- One row per site: the country that most speaks for, and what speaks against it.
CREATE TEMP VIEW country_leaders AS
WITH ordered AS (
  SELECT
    *,
    row_number() OVER by_site AS place,
    lead(country) OVER by_site AS rival,
    lead(owner_weight) OVER by_site AS rival_owner,
    lead(families) OVER by_site AS rival_families,
    lead(strongest_owner) OVER by_site AS rival_strongest,
    lead(weight) OVER by_site AS rival_weight,
    count(*) FILTER (WHERE phone_weight > 0) OVER (PARTITION BY site) AS phone_countries,
    count(*) FILTER (WHERE strongest_owner >= number('country.strong_owner')) OVER (PARTITION BY site) AS strong_countries,
    max(suffix_weight) OVER (PARTITION BY site) AS any_suffix
  FROM country_votes
  WINDOW by_site AS (PARTITION BY site ORDER BY weight + owner_weight DESC, country)
)
SELECT * FROM ordered WHERE place = 1;

-- One row per site. What a site writes about locates it only beside something else.
CREATE TEMP VIEW country_verdicts AS
SELECT
  *,
  CASE
    WHEN strong_countries >= 3 OR phone_countries >= 4 OR country = 'INT' THEN 'international'
    WHEN strong_countries = 2 AND rival_owner >= number('country.international_share') * owner_weight AND suffix_weight = 0
      THEN 'international'
    WHEN strongest_owner >= number('country.strong_owner') AND any_suffix > suffix_weight THEN 'contradicted'
    WHEN strong_countries = 2 AND rival_strongest >= number('country.strong_owner') AND suffix_weight = 0 THEN 'contradicted'
    WHEN strongest_owner >= number('country.strong_owner') THEN 'confirmed'
    WHEN families >= 2 AND coalesce(rival_owner, 0) > 0 AND rival_families >= 2 THEN 'contradicted'
    WHEN families >= 2 AND coalesce(rival_weight, 0) >= number('country.rival_share') * weight THEN 'contradicted'
    WHEN families >= 2 AND located_families >= 1 THEN 'likely'
    WHEN located_families >= 1 OR families >= 2 THEN 'claimed'
    ELSE 'about'
  END AS status
FROM country_leaders;

-- One row per site that its own pages confirm: these may speak for the sites they link to.
CREATE TEMP TABLE confirmed_sites AS
SELECT site, country FROM country_verdicts WHERE status = 'confirmed';
