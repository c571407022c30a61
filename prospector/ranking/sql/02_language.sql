-- Languages of sites and sections: shares of their pages whose language could be told.

CREATE TEMP TABLE section_languages AS
SELECT site, section, language, count(*) AS pages, sum(least(text_length, 5000)) AS letters
FROM readings
WHERE language <> 'unknown'
GROUP BY site, section, language;

-- One row per site.
CREATE TEMP TABLE site_language AS
SELECT
  site,
  arg_min(language, (-letters, language)) AS language,
  map_from_entries(list((language, round(share, 3)) ORDER BY letters DESC)) AS languages
FROM (
  SELECT
    site, language, sum(letters) AS letters,
    sum(letters) / sum(sum(letters)) OVER (PARTITION BY site) AS share
  FROM section_languages
  GROUP BY site, language
)
GROUP BY site;
