-- Countries of sites, second pass: confirmed sites speak for those they link to, and the verdict is made.

-- One row per confirmed site: who owns it, as far as shared ids tell. Owners have one voice, so that a network has one.
CREATE TEMP TABLE voters AS
SELECT confirmed.site, any_value(confirmed.country) AS country, coalesce(min(owned.owner), confirmed.site) AS owner
FROM confirmed_sites AS confirmed
LEFT JOIN (SELECT site, unnest(owner_ids) AS owner FROM readings) AS owned USING (site)
WHERE confirmed.site NOT IN (SELECT site FROM site_selling WHERE link_selling = 'link_seller')
GROUP BY confirmed.site;

-- One row per site and country: how many owners there link to it, with the first link.
CREATE TEMP TABLE country_voters AS
SELECT
  outward.to_site AS site, voters.country, count(DISTINCT voters.owner) AS voters,
  sum(count(DISTINCT voters.owner)) OVER (PARTITION BY outward.to_site) AS all_voters,
  min((outward.page, outward.to_url)) AS first_link
FROM outward
JOIN voters USING (site)
WHERE outward.followed
GROUP BY outward.to_site, voters.country;

INSERT INTO country_families BY NAME
SELECT
  found.site, found.country, w.family, w.owner, w.about,
  w.weight * least(1, found.voters / number('country.many_voters')) AS weight,
  w.says, found.first_link[2] AS quote, found.first_link[1] AS page
FROM country_voters AS found
JOIN country_weights AS w ON w.signal = 'linked_from'
LEFT JOIN country_families AS known ON known.site = found.site AND known.country = found.country AND known.family = w.family
WHERE found.voters >= number('country.few_voters')
  AND found.voters >= number('country.voters_share') * found.all_voters
  AND known.site IS NULL
  AND found.site IN (SELECT site FROM readings);

-- One row per site.
CREATE TEMP TABLE site_country AS
SELECT
  site,
  CASE status WHEN 'international' THEN 'INT' WHEN 'about' THEN NULL ELSE country END AS country,
  CASE status WHEN 'about' THEN 'unknown' ELSE status END AS country_status,
  CASE WHEN status = 'about' THEN [] ELSE reasons END AS reasons,
  CASE WHEN status = 'about' THEN [] ELSE reason_pages END AS reason_pages
FROM country_verdicts;

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
