-- One row per section: a host or country folder judged apart. Its country is what its own pages bear out, else the site's.

-- One row per section that is a folder: the country its own pages speak for, by the rules for sites (03_country.sql). Owner
-- evidence that the whole site shares speaks for the site; a folder is told by what differs between folders.
CREATE TEMP TABLE section_countries AS
WITH signals AS (
  SELECT
    seen.section, seen.value AS country, w.family, w.owner, w.about,
    CASE
      WHEN w.per_page THEN w.weight * count(DISTINCT seen.page) / any_value(counts.pages) * avg(seen.strength)
      ELSE w.weight * max(seen.strength)
    END AS weight
  FROM seen
  JOIN country_weights AS w USING (signal)
  JOIN (SELECT section, count(*) AS pages FROM readings GROUP BY section) AS counts USING (section)
  WHERE seen.subject = 'country' AND seen.value <> '' AND w.weight > 0
    AND contains(seen.section, '/') AND w.family <> 'suffix' AND seen.signal <> 'address_below'
  GROUP BY seen.section, seen.signal, seen.value, w.family, w.owner, w.about, w.per_page, w.weight
),
families AS (
  SELECT section, country, family, bool_and(about) AS about, max(weight) AS weight, max(weight) FILTER (WHERE owner) AS owned
  FROM signals
  WHERE weight >= number('country.least_signal')
  GROUP BY section, country, family
),
votes AS (
  SELECT
    section, country, sum(weight) AS weight, count(*) AS families, count(*) FILTER (WHERE NOT about) AS located_families,
    max(owned) FILTER (WHERE family IN ('address', 'register')) AS strongest,
    row_number() OVER (PARTITION BY section ORDER BY sum(weight) DESC, country) AS place,
    lead(sum(weight)) OVER (PARTITION BY section ORDER BY sum(weight) DESC, country) AS rival_weight
  FROM families
  GROUP BY section, country
)
SELECT
  section,
  country,
  CASE WHEN strongest >= number('country.strong_owner') THEN 'confirmed' ELSE 'likely' END AS country_status
FROM votes
WHERE place = 1
  AND coalesce(rival_weight, 0) < number('country.rival_share') * weight
  AND (strongest >= number('country.strong_owner') OR (families >= 2 AND located_families >= 1));

INSERT INTO sections BY NAME
SELECT
  parts.section,
  parts.site,
  coalesce(own.country, sites.country) AS country,
  CASE
    WHEN own.country IS NULL OR (own.country = sites.country AND sites.country_status = 'confirmed') THEN sites.country_status
    ELSE own.country_status
  END AS country_status,
  coalesce(parts.language, 'unknown') AS language,
  topics.topic,
  topics.topics,
  round(topics.topic_coherence, 3) AS topic_coherence,
  parts.pages,
  parts.last_seen,
  sites.judged_at
FROM (
  SELECT section, site, mode(language) FILTER (WHERE language <> 'unknown') AS language, count(*) AS pages, max(fetched_at) AS last_seen
  FROM readings
  GROUP BY section, site
) AS parts
JOIN sites USING (site)
LEFT JOIN section_countries AS own USING (section)
LEFT JOIN place_topic AS topics ON topics.part = 'section' AND topics.place = parts.section;
