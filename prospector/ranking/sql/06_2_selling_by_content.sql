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

-- Articles of no author on a site of no owner, about anything or all by "admin". Associations and public bodies write so too.
INSERT INTO site_signals
SELECT
  readings.site, 'content_farm', count(*)::VARCHAR || ' articles',
  coalesce(any_value(topics.topics), 'all by ' || string_agg(DISTINCT readings.authors[1], ', ' ORDER BY readings.authors[1])), min(readings.url)
FROM readings
JOIN owners USING (site)
LEFT JOIN site_kind USING (site)
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
  AND count(*) FILTER (WHERE len(readings.authors) > 0 AND lower(readings.authors[1]) NOT IN (SELECT name FROM nameless)) = 0
  AND (any_value(topics.topics) IS NOT NULL OR count(*) FILTER (WHERE len(readings.authors) > 0) >= 0.5 * count(*));

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

-- Nobody who says whose site it is.
INSERT INTO site_signals
SELECT site, 'no_owner', '', 'no address, register number or phone on the pages read', ''
FROM owners
JOIN page_counts USING (site)
WHERE NOT has_owner AND page_counts.pages >= 3;
