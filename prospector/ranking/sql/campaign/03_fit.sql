-- How well pages, then sites, fit the niche.

-- One row per form that was found on a page, with where it stood.
CREATE TEMP TABLE said AS
SELECT url, language, place, form, count(*) AS times
FROM (
  SELECT url, language, 'text' AS place, unnest(text_forms) AS form FROM pages_read
  UNION ALL
  SELECT url, language, 'anchors' AS place, unnest(anchor_forms) AS form FROM pages_read
  UNION ALL
  SELECT url, language, 'title' AS place, unnest(title_forms) AS form FROM pages_read
  UNION ALL
  SELECT url, language, 'unwanted' AS place, unnest(unwanted_forms) AS form FROM pages_read
)
GROUP BY ALL;

-- The terms that each form is one of.
CREATE TEMP TABLE meant AS
SELECT terms.language, forms.form, terms.term, terms.weight, terms.is_wanted
FROM (SELECT DISTINCT language, form FROM said) AS forms
JOIN terms ON terms.language = forms.language AND regexp_full_match(forms.form, terms.pattern);

CREATE TEMP TABLE unwanted_pages AS
SELECT DISTINCT said.url
FROM said
JOIN meant USING (language, form)
WHERE said.place = 'unwanted' AND NOT meant.is_wanted;

-- One row per page and term of the niche: how often it is said, a title counting for more.
CREATE TEMP TABLE counted AS
SELECT
  said.url, said.language, meant.term, any_value(meant.weight) AS weight,
  sum(said.times) AS times,
  sum(said.times * CASE said.place WHEN 'title' THEN number('campaign.title') WHEN 'anchors' THEN number('campaign.anchors') ELSE 1 END) AS frequency
FROM said
JOIN meant USING (language, form)
WHERE said.place <> 'unwanted' AND meant.is_wanted
GROUP BY said.url, said.language, meant.term;

-- How rare each term is among the pages of its language.
CREATE TEMP TABLE rarity AS
WITH languages AS (
  SELECT language, count(*) AS pages, avg(letters) AS letters FROM pages_read GROUP BY language
),
found AS (
  SELECT language, term, count(*) AS pages FROM counted GROUP BY language, term
)
SELECT
  terms.language, terms.term, languages.letters AS usual_letters,
  ln(1 + (languages.pages - coalesce(found.pages, 0) + 0.5) / (coalesce(found.pages, 0) + 0.5)) AS idf
FROM terms
JOIN languages USING (language)
LEFT JOIN found USING (language, term)
WHERE terms.is_wanted;

-- One row per page that says a term: its fit of 0 to 100, and what it says.
CREATE TEMP TABLE page_fit AS
WITH usual AS (
  -- What one term of usual rarity is worth when a page is full of it.
  SELECT rarity.language, avg(rarity.idf * terms.weight) * (number('campaign.k1') + 1) AS worth
  FROM rarity
  JOIN terms USING (language, term)
  WHERE terms.is_wanted
  GROUP BY rarity.language
),
scored AS (
  SELECT
    counted.url,
    any_value(usual.worth) AS worth,
    sum(
      counted.weight * rarity.idf * counted.frequency * (number('campaign.k1') + 1)
      / (counted.frequency + number('campaign.k1') * (1 - number('campaign.b') + number('campaign.b') * pages_read.letters / greatest(rarity.usual_letters, 1)))
    ) AS bm25,
    list(struct_pack(term := counted.term, times := counted.times) ORDER BY counted.times DESC, counted.term) AS terms
  FROM counted
  JOIN pages_read USING (url)
  JOIN rarity ON rarity.language = counted.language AND rarity.term = counted.term
  JOIN usual ON usual.language = counted.language
  WHERE counted.url NOT IN (SELECT url FROM unwanted_pages)
  GROUP BY counted.url
)
SELECT pages_read.url, site, section, role, 100 * bm25 / (bm25 + number('campaign.half') * worth) AS fit, terms
FROM scored
JOIN pages_read USING (url);

-- The pages of each place in a list: of the whole site, or of the section that is named there.
CREATE TEMP TABLE place_pages AS
SELECT
  listed.market, listed.site, listed.section, pages_read.url, pages_read.role, pages_read.letters,
  coalesce(page_fit.fit, 0) AS fit, page_fit.terms
FROM listed
JOIN pages_read ON pages_read.site = listed.site AND (listed.section = listed.site OR pages_read.section = listed.section)
LEFT JOIN page_fit ON page_fit.url = pages_read.url
WHERE listed.left_out IS NULL AND (pages_read.letters >= number('campaign.least_letters') OR page_fit.fit > 0);

-- One row per place in a list: its topic score, its best pages, and the page on which a link would fit best.
CREATE TEMP TABLE fits AS
SELECT
  market, site, section,
  list_avg(best) * (1 - number('campaign.focus') * (1 - about)) * CASE WHEN times = 1 THEN number('campaign.passing') ELSE 1 END AS topic_score,
  best_pages,
  best_page
FROM (
  SELECT
    market, site, section,
    list(fit ORDER BY fit DESC, url)[:CAST(number('campaign.best_pages') AS INTEGER)] AS best,
    count(*) FILTER (WHERE fit > 0) / count(*) AS about,
    sum(list_sum([said.times FOR said IN terms])) AS times,
    list(struct_pack(url := url, terms := terms) ORDER BY fit DESC, url) FILTER (WHERE fit > 0)[:CAST(number('campaign.best_pages') AS INTEGER)] AS best_pages,
    arg_max(url, (role NOT IN (SELECT role FROM no_place), fit, url)) FILTER (WHERE fit > 0) AS best_page
  FROM place_pages
  GROUP BY market, site, section
);
