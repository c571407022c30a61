-- One row per section: a host or country folder judged apart. Its country is what its folder or language code says where the
-- pages bear it out, else the site's.
INSERT INTO sections BY NAME
SELECT
  parts.section,
  parts.site,
  coalesce(own.country, sites.country) AS country,
  CASE
    WHEN own.country IS NULL THEN sites.country_status
    WHEN own.country = sites.country THEN sites.country_status
    ELSE own.country_status
  END AS country_status,
  coalesce(parts.language, 'unknown') AS language,
  topics.topic,
  parts.pages,
  parts.last_seen,
  sites.judged_at
FROM (
  SELECT section, site, mode(language) FILTER (WHERE language <> 'unknown') AS language, count(*) AS pages, max(fetched_at) AS last_seen
  FROM readings
  GROUP BY section, site
) AS parts
JOIN sites USING (site)
LEFT JOIN (
  -- Families that speak for a section's own country on its own pages.
  SELECT
    section, arg_max(country, weight) AS country,
    CASE WHEN arg_max(strongest, weight) >= number('country.strong_owner') THEN 'confirmed'
      WHEN arg_max(families, weight) >= 2 THEN 'likely' ELSE 'claimed' END AS country_status
  FROM (
    SELECT
      section, country, sum(weight) AS weight, count(*) AS families, max(weight) FILTER (WHERE family IN ('address', 'register')) AS strongest
    FROM (
      SELECT seen.section, seen.value AS country, w.family, max(w.weight * seen.strength) AS weight
      FROM seen
      JOIN country_weights AS w USING (signal)
      WHERE seen.subject = 'country' AND seen.value <> '' AND contains(seen.section, '/')
      GROUP BY seen.section, seen.value, w.family
    )
    GROUP BY section, country
  )
  GROUP BY section
) AS own USING (section)
LEFT JOIN (
  SELECT section, arg_max(topic, strength) AS topic
  FROM (SELECT section, value AS topic, sum(strength) AS strength FROM seen WHERE subject = 'topic' GROUP BY ALL)
  GROUP BY section
) AS topics USING (section);
