-- Numbers and rules that the files after this one share.

-- A number from data/weights, by file and key: number('country.strong_owner').
CREATE TEMP MACRO number(wanted) AS (SELECT value FROM numbers WHERE name = wanted);

-- One A, or two independent B, of which at least one is seen on the site as a whole or in its network.
CREATE TEMP MACRO sells(decisive, strong, wide) AS decisive >= 1 OR (strong >= 2 AND wide >= 1);

-- The host of an address with the first folder of its path: where a guest's part of a site begins.
CREATE TEMP MACRO folder_of(url) AS regexp_extract(url, '^https?://[^/]+(?:/[^/?#]+/)?');

-- The weighted geometric mean of what is known: none can make up for another, what is unknown is left out.
CREATE TEMP MACRO agree(country, language, topic, quality) AS exp(
  (
    coalesce(number('rank.country') * ln(greatest(country, 1)), 0)
    + coalesce(number('rank.language') * ln(greatest(language, 1)), 0)
    + coalesce(number('rank.topic') * ln(greatest(topic, 1)), 0)
    + coalesce(number('rank.quality') * ln(greatest(quality, 1)), 0)
  ) / (
    CASE WHEN country IS NULL THEN 0 ELSE number('rank.country') END
    + CASE WHEN language IS NULL THEN 0 ELSE number('rank.language') END
    + CASE WHEN topic IS NULL THEN 0 ELSE number('rank.topic') END
    + CASE WHEN quality IS NULL THEN 0 ELSE number('rank.quality') END
  )
);

-- The score that prospects are ranked by: what agrees, less where links are sold or that is unknown; authority breaks near-ties.
CREATE TEMP MACRO total(country, language, topic, quality, selling, authority) AS
  agree(country, language, topic, quality) * (1 - number('rank.authority') / 100)
    * CASE selling WHEN 'mixed' THEN number('rank.mixed') WHEN 'unknown' THEN number('rank.unknown_selling') ELSE 1 END
    + number('rank.authority') * authority / 100;
