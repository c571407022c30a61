-- How sites link and write, counted once for the checks that follow.

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
  count(*) FILTER (WHERE role = 'article' AND bylines.is_name) AS signed,
  count(*) FILTER (WHERE role = 'article' AND bylines.page IS NOT NULL) AS bylines,
  avg(depth) FILTER (WHERE role = 'article' AND is_visited) AS clicks,
  count(*) - count(DISTINCT coalesce(nullif(text_hash, ''), url)) AS twins,
  sum(ad_slots) FILTER (WHERE role = 'article' AND main_length > 0) AS ads,
  count(ad_slots) FILTER (WHERE role = 'article' AND main_length > 0) AS counted,
  sum(main_length) FILTER (WHERE role = 'article' AND ad_slots IS NOT NULL) AS letters,
  arg_max(url, ad_slots) FILTER (WHERE role = 'article') AS most_ads,
  min(published) FILTER (WHERE role = 'article') AS oldest,
  min(url) FILTER (WHERE role = 'article') AS article,
  arg_max(url, published) AS newest_page,
  min(url) AS page
FROM readings
LEFT JOIN bylines ON bylines.page = readings.url
GROUP BY site;

CREATE TEMP TABLE repeated_anchors AS
SELECT given.site, min(given.anchor || ' → ' || given.to_site) AS quote, min(given.page) AS page
FROM given
JOIN (
  SELECT to_site, lower(anchor) AS anchor FROM given WHERE class = 'exact' GROUP BY to_site, lower(anchor)
  HAVING count(DISTINCT site) >= number('quality.repeating_sites')
) AS many ON many.to_site = given.to_site AND many.anchor = lower(given.anchor)
GROUP BY given.site;
