-- What the texts of a site as a whole say of it: about what, by whom, under which name.

-- A site that writes about everything and is no newspaper that says whose it is.
INSERT INTO site_signals
SELECT
  main_topics.site, 'unrelated_topics', count(DISTINCT topic)::VARCHAR || ' topics', string_agg(DISTINCT topic, ', ' ORDER BY topic), min(page)
FROM main_topics
LEFT JOIN owners ON owners.site = main_topics.site
LEFT JOIN site_kind ON site_kind.site = main_topics.site
WHERE topic <> 'General News' AND strength >= number('link_selling.topic_strength')
  AND NOT (coalesce(owners.is_identified, false) AND coalesce(site_kind.kind, 'unknown') = 'publication')
GROUP BY main_topics.site
HAVING count(DISTINCT topic) >= number('link_selling.topics') AND count(DISTINCT page) >= number('link_selling.topic_pages');

-- Articles of no author on a site of no owner, about anything or all by "admin". Associations and public bodies write so too,
-- and newsrooms sign for their people.
INSERT INTO site_signals
SELECT
  readings.site, 'content_farm', count(*)::VARCHAR || ' articles',
  coalesce(any_value(topics.topics), 'all by ' || string_agg(DISTINCT bylines.byline, ', ' ORDER BY bylines.byline)), min(readings.url)
FROM readings
JOIN owners USING (site)
LEFT JOIN site_kind USING (site)
LEFT JOIN bylines ON bylines.page = readings.url
LEFT JOIN (
  SELECT site, string_agg(DISTINCT topic, ', ' ORDER BY topic) AS topics
  FROM main_topics
  WHERE strength >= number('link_selling.topic_strength')
  GROUP BY site
  HAVING count(DISTINCT topic) >= number('link_selling.topics')
) AS topics USING (site)
WHERE readings.role = 'article' AND NOT owners.has_owner
  AND coalesce(site_kind.kind, 'unknown') NOT IN ('association', 'chamber', 'trade_body', 'government', 'education')
GROUP BY readings.site
HAVING count(*) >= number('link_selling.farm_articles')
  AND count(*) FILTER (WHERE bylines.is_name) = 0 AND count(*) FILTER (WHERE bylines.is_newsroom) < 0.5 * count(*)
  AND (any_value(topics.topics) IS NOT NULL OR count(bylines.page) >= 0.5 * count(*));

-- Many articles of one day that nobody signs, about several things, on a site of no owner.
INSERT INTO site_signals
SELECT
  floods.site, 'post_flood', max(floods.articles)::VARCHAR || ' articles',
  arg_max(floods.articles || ' articles of ' || floods.published || ' on ' || floods.topics, floods.articles), min(floods.page)
FROM (
  SELECT
    readings.site, readings.published, count(*) AS articles, min(readings.url) AS page,
    string_agg(DISTINCT main_topics.topic, ', ' ORDER BY main_topics.topic) AS topics
  FROM readings
  LEFT JOIN bylines ON bylines.page = readings.url
  LEFT JOIN main_topics
    ON main_topics.site = readings.site AND main_topics.page = readings.url AND main_topics.strength >= number('link_selling.topic_strength')
  WHERE readings.role = 'article' AND readings.published IS NOT NULL
    AND NOT coalesce(bylines.is_name, false)
  GROUP BY readings.site, readings.published
  HAVING count(*) >= number('link_selling.flood_articles') AND count(DISTINCT main_topics.topic) >= number('link_selling.flood_topics')
) AS floods
JOIN owners USING (site)
WHERE NOT owners.has_owner
GROUP BY floods.site;

-- The same pages under the same slugs in many languages, and nobody who says whose they are: a machine's work.
INSERT INTO site_signals
SELECT
  mirrored.site, 'translated_mirrors', max(mirrored.languages)::VARCHAR || ' languages',
  arg_max('"' || mirrored.slug || '" in ' || mirrored.languages || ' languages', mirrored.languages), min(mirrored.url)
FROM (
  SELECT
    site, url, any_value(regexp_extract(alternate.url, '([^/]+)/?$', 1)) AS slug,
    count(DISTINCT lower(regexp_extract(alternate.lang, '^[A-Za-z]+'))) AS languages
  FROM (SELECT site, url, unnest(alternates) AS alternate FROM readings WHERE len(alternates) >= number('link_selling.mirror_languages'))
  WHERE alternate.lang <> 'x-default' AND regexp_matches(alternate.url, '^https?://[^/]+/.*[[:alpha:]]{3,}[-_][^/]+/?$')
  GROUP BY site, url
  HAVING count(DISTINCT lower(regexp_extract(alternate.lang, '^[A-Za-z]+'))) >= number('link_selling.mirror_languages')
    AND count(DISTINCT regexp_extract(alternate.url, '([^/]+)/?$', 1)) = 1
) AS mirrored
JOIN owners USING (site)
WHERE NOT owners.has_owner
GROUP BY mirrored.site
HAVING count(*) >= number('link_selling.mirror_pages');

-- What was written years ago is in another language and on other topics than what is written now, and nobody says whose it is.
INSERT INTO site_signals
SELECT
  eras.site, 'new_content', eras.old_language || ' to ' || eras.new_language,
  array_to_string(eras.old_topics, ', ') || ' in ' || eras.old_language || ' until ' || eras.old_until
    || ', then ' || array_to_string(eras.new_topics, ', ') || ' in ' || eras.new_language,
  eras.page
FROM (
  SELECT
    readings.site, min(url) FILTER (WHERE is_new) AS page, max(published) FILTER (WHERE NOT is_new) AS old_until,
    mode(language) FILTER (WHERE is_new) AS new_language, mode(language) FILTER (WHERE NOT is_new) AS old_language,
    count(DISTINCT language) FILTER (WHERE is_new) AS new_languages, count(DISTINCT language) FILTER (WHERE NOT is_new) AS old_languages,
    list(DISTINCT topic ORDER BY topic) FILTER (WHERE is_new) AS new_topics, list(DISTINCT topic ORDER BY topic) FILTER (WHERE NOT is_new) AS old_topics,
    count(*) FILTER (WHERE is_new) AS new_pages, count(*) FILTER (WHERE NOT is_new) AS old_pages
  FROM (
    SELECT *, published >= $as_of::DATE - number('quality.stale_days')::INTEGER AS is_new
    FROM readings
    WHERE language <> 'unknown'
      AND (published >= $as_of::DATE - number('quality.stale_days')::INTEGER OR published < $as_of::DATE - number('link_selling.old_days')::INTEGER)
  ) AS readings
  JOIN main_topics ON main_topics.site = readings.site AND main_topics.page = readings.url AND main_topics.strength >= number('link_selling.topic_strength')
  GROUP BY readings.site
) AS eras
JOIN owners USING (site)
WHERE NOT owners.has_owner
  AND eras.new_pages >= number('link_selling.era_pages') AND eras.old_pages >= number('link_selling.era_pages')
  AND eras.new_languages = 1 AND eras.old_languages = 1 AND eras.new_language <> eras.old_language
  AND NOT list_has_any(eras.new_topics, eras.old_topics);

-- A club's or school's name over links of such trades, and nobody who says whose site it is.
INSERT INTO site_signals
SELECT
  sold.site, 'taken_over', count(DISTINCT sold.value)::VARCHAR || ' sites', string_agg(DISTINCT sold.quote, '; ' ORDER BY sold.quote)[:400], min(sold.page)
FROM money_anchors AS sold
JOIN owners USING (site)
WHERE NOT owners.has_owner
  AND list_has_any(string_split(split_part(sold.site, '.', 1), '-'), (SELECT list(word) FROM association_words))
GROUP BY sold.site
HAVING count(DISTINCT sold.page) >= number('link_selling.money_pages');

-- Such a name over articles about everything, which no club writes.
INSERT INTO site_signals
SELECT farms.site, 'taken_over', farms.value, farms.quote, farms.page
FROM site_signals AS farms
LEFT JOIN site_kind USING (site)
WHERE farms.signal IN ('content_farm', 'post_flood')
  AND coalesce(site_kind.kind, 'unknown') NOT IN ('association', 'chamber', 'trade_body', 'government', 'education', 'community')
  AND list_has_any(string_split(split_part(farms.site, '.', 1), '-'), (SELECT list(word) FROM association_words));

-- Nobody who says whose site it is.
INSERT INTO site_signals
SELECT site, 'no_owner', '', 'no address, register number or phone on the pages read', ''
FROM owners
JOIN page_counts USING (site)
WHERE NOT has_owner AND page_counts.pages >= 3;
