-- The checklist a person would go through for a prospect: each check passes, fails or is unknown, with what was seen and where.

-- One row per site and link to another site, each target and anchor once.
CREATE TEMP TABLE given AS
SELECT
  site, to_site, anchor, min(to_url) AS to_url, min(page) AS page, bool_or(placement = 'content') AS in_text, bool_or(followed) AS followed,
  CASE WHEN bool_or(followed) THEN 'followed' ELSE min(list_filter(rel, lambda word: word IN ('nofollow', 'sponsored', 'ugc'))[-1]) END AS mark,
  anchor_class(anchor, min(to_url), to_site) AS class
FROM outward
WHERE to_site NOT IN (SELECT site FROM social)
GROUP BY site, to_site, anchor;

-- One row per site that links to others: how it does.
CREATE TEMP TABLE link_profile AS
SELECT
  site, count(*) AS links, count(*) FILTER (WHERE in_text) AS in_text, count(*) FILTER (WHERE followed) AS followed,
  count(*) FILTER (WHERE regexp_matches(to_url, '^https?://[^/]+/[^?#]')) AS deep,
  count(*) FILTER (WHERE class = 'exact') AS exact,
  map_from_entries(list_sort(list(DISTINCT (class, class_links)))) AS classes,
  map_from_entries(list_sort(list(DISTINCT (mark, mark_links)))) AS marks,
  min(page) AS page, min(page) FILTER (WHERE class = 'exact') AS exact_page
FROM (
  SELECT *, count(*) OVER (PARTITION BY site, class) AS class_links, count(*) OVER (PARTITION BY site, mark) AS mark_links FROM given
)
GROUP BY site;

-- One row per site, of its pages as search engines and readers meet them.
CREATE TEMP TABLE page_profile AS
SELECT
  site,
  count(*) FILTER (WHERE role = 'article') AS articles,
  count(*) FILTER (WHERE role = 'article' AND published IS NOT NULL) AS dated,
  count(*) FILTER (WHERE role = 'article' AND len(authors) > 0 AND lower(authors[1]) NOT IN (SELECT name FROM nameless)) AS signed,
  count(*) FILTER (WHERE role = 'article' AND len(authors) > 0) AS bylines,
  avg(depth) FILTER (WHERE role = 'article') AS clicks,
  count(*) - count(DISTINCT coalesce(nullif(text_hash, ''), url)) AS twins,
  min(published) FILTER (WHERE role = 'article') AS oldest,
  min(url) FILTER (WHERE role = 'article') AS article,
  arg_max(url, published) AS newest_page,
  min(url) AS page
FROM readings
GROUP BY site;

CREATE TEMP TABLE repeated_anchors AS
SELECT given.site, min(given.anchor || ' → ' || given.to_site) AS quote, min(given.page) AS page
FROM given
JOIN (
  SELECT to_site, lower(anchor) AS anchor FROM given WHERE class = 'exact' GROUP BY to_site, lower(anchor)
  HAVING count(DISTINCT site) >= number('quality.repeating_sites')
) AS many ON many.to_site = given.to_site AND many.anchor = lower(given.anchor)
GROUP BY given.site;

-- One row per site and check that something can be said about.
CREATE TEMP TABLE checked AS
SELECT site, 'placement' AS name, in_text >= number('quality.editorial_share') * links AS passed, in_text || ' of ' || links AS detail, page
FROM link_profile
WHERE links >= number('quality.least_links')
UNION ALL
SELECT site, 'rel_mix', followed > 0, array_to_string([kind.key || ' ' || kind.value FOR kind IN map_entries(marks)], ', '), page
FROM link_profile
WHERE links >= number('quality.least_links')
UNION ALL
SELECT
  site, 'anchors', exact < number('quality.exact_share') * links,
  array_to_string([kind.key || ' ' || kind.value FOR kind IN map_entries(classes)], ', '), coalesce(exact_page, page)
FROM link_profile
WHERE links >= number('quality.least_links')
UNION ALL
SELECT site, 'useful_targets', deep >= number('quality.deep_share') * links, deep || ' of ' || links, page
FROM link_profile
WHERE links >= number('quality.least_links')
UNION ALL
SELECT
  site, 'editorial', CASE WHEN dated < 0.5 * articles THEN false WHEN bylines > 0 THEN signed >= 0.5 * articles END,
  dated || ' dated and ' || signed || ' signed of ' || articles, article
FROM page_profile
WHERE articles >= 2
UNION ALL
SELECT
  profile.site, 'own_text', coalesce(thin.share, 0) < 0.5 AND twins <= number('quality.twin_share') * page_counts.pages,
  coalesce(thin.pages, 0) || ' thin articles, ' || twins || ' repeated pages of ' || page_counts.pages, coalesce(thin.page, profile.page)
FROM page_profile AS profile
JOIN page_counts USING (site)
LEFT JOIN (
  SELECT site, count(*) FILTER (WHERE value = 'fail') AS pages, avg((value = 'fail')::INTEGER) AS share, min(page) FILTER (WHERE value = 'fail') AS page
  FROM seen WHERE subject = 'quality' AND signal = 'substantial_text' GROUP BY site
) AS thin USING (site)
WHERE page_counts.pages >= 2
UNION ALL
SELECT
  found.site, 'indexable', found.share >= number('quality.indexable_share') AND len(coalesce(kept_out.names, [])) = 0,
  found.blocked || ' of ' || found.pages || ' pages kept out by themselves' || coalesce('; robots.txt keeps out ' || array_to_string(kept_out.names, ', '), ''),
  found.page
FROM (
  SELECT
    site, count(DISTINCT page) AS pages, count(DISTINCT page) FILTER (WHERE value = 'fail') AS blocked,
    1 - count(DISTINCT page) FILTER (WHERE value = 'fail') / count(DISTINCT page) AS share,
    coalesce(min(page) FILTER (WHERE value = 'fail'), min(page)) AS page
  FROM seen WHERE subject = 'quality' AND signal IN ('indexable', 'canonical_to_itself') GROUP BY site
) AS found
LEFT JOIN (
  SELECT site, list_sort(list_distinct(flatten([verdict.blocked_crawlers FOR verdict IN robots]))) AS names FROM visited WHERE len(robots) > 0
) AS kept_out ON kept_out.site = found.site AND len(kept_out.names) > 0
UNION ALL
SELECT site, 'near', clicks <= number('quality.most_clicks'), round(clicks, 1) || ' clicks on average', article
FROM page_profile
WHERE articles >= 2
UNION ALL
SELECT
  page_counts.site, 'active', last_published >= $as_of::DATE - number('quality.fresh_days')::INTEGER,
  'last on ' || last_published || CASE WHEN profile.dated >= 2 THEN ', ' || profile.dated || ' articles since ' || profile.oldest ELSE '' END, profile.newest_page
FROM page_counts
JOIN page_profile AS profile USING (site)
WHERE last_published IS NOT NULL
UNION ALL
SELECT
  page_counts.site, 'trustworthy', starts_with(profile.page, 'https:') AND owners.has_owner AND reached.contacts > 0,
  array_to_string(list_filter([
    CASE WHEN NOT starts_with(profile.page, 'https:') THEN 'no HTTPS' END,
    CASE WHEN NOT owners.has_owner THEN 'no owner named' END,
    CASE WHEN reached.contacts = 0 THEN 'no contact' END
  ], lambda lack: lack IS NOT NULL), ', '), coalesce(reached.page, profile.page)
FROM page_counts
JOIN page_profile AS profile USING (site)
JOIN owners USING (site)
JOIN (SELECT site, sum(len(contacts)) AS contacts, min(url) FILTER (WHERE len(contacts) > 0) AS page FROM readings GROUP BY site) AS reached USING (site)
UNION ALL
SELECT
  visited.site, 'working', len(visited.errors) <= number('quality.broken_share') * (len(visited.errors) + page_counts.pages),
  len(visited.errors) || ' of ' || (len(visited.errors) + page_counts.pages) || ' pages not to be had', coalesce(visited.errors[1].url, visited.start_url)
FROM visited
JOIN page_counts USING (site)
UNION ALL
SELECT site, 'no_seller', link_selling NOT IN ('link_seller', 'mixed'), coalesce(reasons[1], ''), reason_pages[1]
FROM site_selling
WHERE link_selling <> 'unknown'
UNION ALL
SELECT
  topics.site, 'coherent', incoherent.site IS NULL, topics.topics || ' main topics on ' || topics.pages || ' pages', topics.page
FROM (SELECT site, count(DISTINCT topic) AS topics, count(DISTINCT page) AS pages, min(page) AS page FROM main_topics GROUP BY site) AS topics
LEFT JOIN (SELECT site FROM site_signals WHERE signal = 'unrelated_topics') AS incoherent USING (site)
WHERE topics.pages >= 3
UNION ALL
SELECT
  page_counts.site, 'no_hidden', count(signals.signal) = 0, coalesce(any_value(signals.quote), ''), min(signals.page)
FROM page_counts
LEFT JOIN selling_signals AS signals ON signals.site = page_counts.site AND signals.signal IN ('hidden_links', 'sitewide_block', 'rival_anchors', 'anchor_variants')
WHERE page_counts.pages >= 3
GROUP BY page_counts.site
UNION ALL
SELECT page_counts.site, 'repetition', repeated.site IS NULL, coalesce(repeated.quote, ''), repeated.page
FROM page_counts
LEFT JOIN repeated_anchors AS repeated USING (site)
WHERE page_counts.pages >= 3;

-- One row per site: the whole checklist.
CREATE TEMP TABLE site_checklist AS
SELECT
  page_counts.site,
  list(
    {
      'requirement': checklist.requirement, 'name': checklist.name, 'says': checklist.says,
      'verdict': CASE WHEN checked.passed IS NULL THEN 'unknown' WHEN checked.passed THEN 'pass' ELSE 'fail' END,
      'detail': coalesce(checked.detail, ''), 'page': coalesce(checked.page, '')
    }
    ORDER BY checklist.place
  ) AS checks
FROM page_counts
CROSS JOIN checklist
LEFT JOIN checked ON checked.site = page_counts.site AND checked.name = checklist.name
GROUP BY page_counts.site;
