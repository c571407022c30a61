-- Checks of how a site links to others. In each, `passed` is NULL where there is something to say and still no verdict.

-- One row per site and check that something can be said about; the next file adds to it.
CREATE TEMP TABLE checked (site VARCHAR, name VARCHAR, passed BOOLEAN, detail VARCHAR, page VARCHAR);

-- Links to others in the text, not in the frame.
INSERT INTO checked
SELECT site, 'placement', in_text >= number('quality.editorial_share') * links, in_text || ' of ' || links, page
FROM link_profile
WHERE links >= number('quality.least_links');

-- What the links to others are marked as.
INSERT INTO checked
SELECT site, 'rel_mix', followed > 0, array_to_string([kind.key || ' ' || kind.value FOR kind IN map_entries(marks)], ', '), page
FROM link_profile
WHERE links >= number('quality.least_links');

-- Few anchors that are the words of their target's address.
INSERT INTO checked
SELECT
  site, 'anchors', exact < number('quality.exact_share') * links,
  array_to_string([kind.key || ' ' || kind.value FOR kind IN map_entries(classes)], ', '), coalesce(exact_page, page)
FROM link_profile
WHERE links >= number('quality.least_links');

-- Links to pages, not to start pages alone.
INSERT INTO checked
SELECT site, 'useful_targets', deep >= number('quality.deep_share') * links, deep || ' of ' || links, page
FROM link_profile
WHERE links >= number('quality.least_links');

-- The verdict on link selling.
INSERT INTO checked
SELECT site, 'no_seller', link_selling NOT IN ('link_seller', 'mixed'), coalesce(reasons[1], ''), reason_pages[1]
FROM site_selling
WHERE link_selling <> 'unknown';

-- Links that are hidden, or sold ones on all pages.
INSERT INTO checked
SELECT
  page_counts.site, 'no_hidden', count(signals.signal) = 0, coalesce(min(signals.quote), ''), min(signals.page)
FROM page_counts
LEFT JOIN selling_signals AS signals ON signals.site = page_counts.site AND signals.signal IN ('hidden_links', 'sitewide_block', 'rival_anchors', 'anchor_variants')
WHERE page_counts.pages >= 3
GROUP BY page_counts.site;

-- An exact anchor that many sites read here give the same target.
INSERT INTO checked
SELECT page_counts.site, 'repetition', repeated.site IS NULL, coalesce(repeated.quote, ''), repeated.page
FROM page_counts
LEFT JOIN repeated_anchors AS repeated USING (site)
WHERE page_counts.pages >= 3;

-- The language of the words under which pages link to others.
INSERT INTO checked
SELECT
  site, 'anchor_language', avg((value = 'pass')::INTEGER) >= 0.5, count(*) FILTER (WHERE value = 'pass') || ' of ' || count(*) || ' pages',
  coalesce(min(page) FILTER (WHERE value = 'fail'), min(page))
FROM seen
WHERE subject = 'quality' AND signal = 'anchor_language'
GROUP BY site;

-- A directory whose entries somebody looks at, or one that takes money for links and entries of trades that buy them.
INSERT INTO checked
SELECT
  page_counts.site, 'moderated',
  CASE WHEN site_kind.kind <> 'directory' OR site_kind.kind IS NULL THEN NULL WHEN bought.site IS NOT NULL THEN false WHEN ruled.site IS NOT NULL THEN true END,
  CASE WHEN site_kind.kind <> 'directory' OR site_kind.kind IS NULL THEN 'is no directory' ELSE coalesce(bought.quote, ruled.quote, '') END,
  CASE WHEN site_kind.kind = 'directory' THEN coalesce(bought.page, ruled.page) END
FROM page_counts
LEFT JOIN site_kind USING (site)
LEFT JOIN (
  SELECT site, min(quote) AS quote, min(page) AS page FROM selling_signals WHERE signal IN ('own_offer', 'repeated_money') GROUP BY site
) AS bought USING (site)
LEFT JOIN (
  SELECT site, arg_min(quote, page) AS quote, min(page) AS page FROM seen WHERE subject = 'quality' AND signal = 'moderated' GROUP BY site
) AS ruled USING (site);
