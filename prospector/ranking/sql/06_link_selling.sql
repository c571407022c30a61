-- Link selling by the A/B/C rule: one A, or two independent B of which one is seen on the site as a whole. C never flags.

-- One row per site: whether it says who is behind it (address, register number or named legal owner).
CREATE TEMP TABLE owners AS
SELECT
  site_list.site,
  coalesce(bool_or(family.family IN ('address', 'register', 'phone')), false) AS has_owner,
  coalesce(max(family.weight) FILTER (WHERE family.family IN ('address', 'register')) >= number('country.strong_owner'), false) AS is_identified
FROM site_list
LEFT JOIN country_families AS family ON family.site = site_list.site AND family.owner
GROUP BY site_list.site;

-- What only the site as a whole shows, in the form of `seen`.
CREATE TEMP TABLE site_signals AS
-- Trades that buy links, on several pages, to several sites.
SELECT
  site, 'repeated_money' AS signal, count(DISTINCT value)::VARCHAR || ' sites' AS value,
  string_agg(DISTINCT quote, '; ' ORDER BY quote)[:400] AS quote, min(page) AS page
FROM seen
WHERE subject = 'link_selling' AND signal IN ('money_anchor_gambling', 'money_anchor_loans', 'money_anchor_pharma', 'money_anchor_essays')
GROUP BY site
HAVING count(DISTINCT page) >= number('link_selling.money_pages') AND count(DISTINCT value) >= number('link_selling.money_targets')
UNION ALL
-- Articles that each carry one or two deep links, always to another site.
SELECT
  site, 'many_targets', count(DISTINCT value)::VARCHAR || ' sites', string_agg(DISTINCT quote, '; ' ORDER BY quote)[:400], min(page)
FROM seen
WHERE subject = 'link_selling' AND signal = 'lone_deep_link'
GROUP BY site
HAVING count(DISTINCT value) >= number('link_selling.lone_pages')
UNION ALL
-- A site that is no general newspaper and writes about everything.
SELECT
  site, 'unrelated_topics', count(DISTINCT topic)::VARCHAR || ' topics', string_agg(DISTINCT topic, ', ' ORDER BY topic), min(page)
FROM main_topics
WHERE topic <> 'General News' AND strength >= number('link_selling.topic_strength')
GROUP BY site
HAVING count(DISTINCT topic) >= number('link_selling.topics') AND count(DISTINCT page) >= number('link_selling.topic_pages')
UNION ALL
-- The same links of such trades on nearly all pages. A blogroll of other trades is none.
SELECT
  site, 'sitewide_block', count(*)::VARCHAR || ' sites', string_agg(quote, '; ' ORDER BY quote)[:400], min(page)
FROM (
  SELECT seen.site, seen.value, min(seen.quote) AS quote, min(seen.page) AS page
  FROM seen
  JOIN page_counts USING (site)
  WHERE seen.subject = 'link_selling' AND starts_with(seen.signal, 'money_anchor')
  GROUP BY seen.site, seen.value
  HAVING count(DISTINCT seen.page) >= number('link_selling.sitewide_pages')
    AND count(DISTINCT seen.page) >= number('link_selling.sitewide_share') * any_value(page_counts.pages)
)
GROUP BY site
UNION ALL
SELECT site, 'no_owner', '', 'no address, register number or phone on the pages read', ''
FROM owners
JOIN page_counts USING (site)
WHERE NOT has_owner AND page_counts.pages >= 3;

-- One row per site and signal, with its grade.
CREATE TEMP TABLE selling_signals AS
SELECT
  found.site, found.signal, w.grade, w.level, w.says,
  arg_min(found.quote, (length(found.page), found.page, found.quote)) AS quote, min(found.page) AS page, count(DISTINCT found.page) AS pages
FROM (
  SELECT site, signal, quote, page FROM seen WHERE subject = 'link_selling'
  UNION ALL
  SELECT site, signal, quote, page FROM site_signals
) AS found
JOIN link_selling_weights AS w USING (signal)
GROUP BY found.site, found.signal, w.grade, w.level, w.says;

-- One row per site. A publication that names its owner is `mixed` where another would be a seller, unless it keeps a price
-- list as sellers do.
CREATE TEMP TABLE site_selling AS
SELECT
  site_list.site,
  CASE
    WHEN any_value(page_counts.pages) IS NULL THEN 'unknown'
    WHEN count(*) FILTER (WHERE grade = 'A') > 0 OR is_flagged(count(*) FILTER (WHERE grade = 'B'), count(*) FILTER (WHERE grade = 'B' AND level = 'site'))
      THEN CASE
        WHEN any_value(owners.is_identified) AND any_value(site_kind.kind) = 'publication' AND count(*) FILTER (WHERE signal IN ('metric_prices', 'topic_surcharge')) = 0
          THEN 'mixed'
        ELSE 'link_seller'
      END
    WHEN count(*) FILTER (WHERE signal IN ('labelled', 'rate_card')) > 0 THEN 'sells_labelled_ads'
    WHEN count(*) FILTER (WHERE grade = 'B' AND signal <> 'unrelated_topics') > 0 THEN 'unknown'
    WHEN any_value(page_counts.pages) < 3 THEN 'unknown'
    ELSE 'clean'
  END AS link_selling,
  coalesce(list(says || ': ' || quote ORDER BY grade, signal) FILTER (WHERE grade IN ('A', 'B', 'H')), []) AS reasons,
  coalesce(list(page ORDER BY grade, signal) FILTER (WHERE grade IN ('A', 'B') AND page <> ''), []) AS reason_pages
FROM site_list
LEFT JOIN selling_signals USING (site)
LEFT JOIN page_counts USING (site)
LEFT JOIN owners USING (site)
LEFT JOIN site_kind USING (site)
GROUP BY site_list.site;
