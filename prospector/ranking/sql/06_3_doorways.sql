-- Series of pages that differ by one word: a place or a trade put into the same text.

-- One row per page and way to take a word out of its slug: `plumber-in-leeds` is one of `plumber-in-*`.
CREATE TEMP TABLE slugs AS
SELECT site, url, folder, unnest(list_transform(range(1, len(words) + 1), lambda place: {
  'mask': array_to_string(list_concat(words[:place - 1], ['*'], words[place + 1:]), '-'), 'word': words[place]
}), recursive := true)
FROM (
  SELECT
    site, url, regexp_extract(regexp_replace(url, '/index\.\w+$', '/'), '^(.*/)[^/]+/?$', 1) AS folder,
    string_split(regexp_extract(regexp_replace(url, '/index\.\w+$', '/'), '/([[:alpha:]]+(?:-[[:alpha:]]+){1,7})/?(?:\.html?)?$', 1), '-') AS words
  FROM readings
  WHERE role NOT IN ('home', 'listing', 'section')
)
WHERE len(words) >= 2;

-- One row per page of a series: several pages of one mask whose texts are nearly the same.
CREATE TEMP TABLE series AS
WITH candidates AS (
  SELECT site, folder, mask
  FROM slugs
  GROUP BY site, folder, mask
  HAVING count(DISTINCT word) >= number('link_selling.doorway_pages')
),
texts AS (
  SELECT slugs.site, slugs.folder, slugs.mask, slugs.url, list_distinct(regexp_extract_all(lower(pages.main_text), '[\p{L}]+')) AS words
  FROM slugs
  SEMI JOIN candidates USING (site, folder, mask)
  JOIN pages ON pages.url = slugs.url
  WHERE length(pages.main_text) >= number('link_selling.doorway_letters')
),
firsts AS (
  SELECT site, folder, mask, arg_min(words, url) AS words FROM texts GROUP BY site, folder, mask
)
SELECT texts.site, texts.folder, texts.mask, texts.url
FROM texts
JOIN firsts USING (site, folder, mask)
WHERE len(list_intersect(texts.words, firsts.words)) >= number('link_selling.doorway_likeness') * len(list_distinct(list_concat(texts.words, firsts.words)));

INSERT INTO site_signals
SELECT site, 'doorways', count(DISTINCT url)::VARCHAR || ' pages', count(DISTINCT url) || ' pages like ' || folder || mask, min(url)
FROM series
GROUP BY site, folder, mask
HAVING count(DISTINCT url) >= number('link_selling.doorway_pages')
QUALIFY row_number() OVER (PARTITION BY site ORDER BY count(DISTINCT url) DESC, mask) = 1;
