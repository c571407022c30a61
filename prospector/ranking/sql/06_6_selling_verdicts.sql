-- Link selling by the A/B/C rule: one A, or two independent B of which one is seen on the site as a whole or in its network. C
-- never flags.

-- One row per site and signal, with its grade.
CREATE TEMP TABLE selling_signals AS
SELECT
  found.site, found.signal, w.grade, w.level, w.says,
  arg_min(found.quote, (length(found.page), found.page, found.quote)) AS quote, min(found.page) AS page, count(DISTINCT found.page) AS pages
FROM (
  SELECT site, signal, quote, page FROM own_signals
  UNION ALL
  SELECT site, signal, quote, page FROM network_signals
) AS found
JOIN link_selling_weights AS w USING (signal)
GROUP BY found.site, found.signal, w.grade, w.level, w.says;

-- One row per site. A publication that names its owner is `mixed` where another would be a seller, unless it keeps a price
-- list as sellers do. So is a site that sells in one folder only. What the user has said of a site stands over it.
CREATE TEMP TABLE site_selling AS
SELECT
  site,
  CASE
    WHEN overrules.verdict = 'block' THEN 'link_seller'
    WHEN overrules.verdict = 'allow' AND found.verdict <> 'sells_labelled_ads' THEN 'clean'
    ELSE found.verdict
  END AS link_selling,
  list_concat([overrules.says], found.reasons)[CASE WHEN overrules.site IS NULL THEN 2 ELSE 1 END:] AS reasons,
  found.reason_pages
FROM (
  SELECT
    site_list.site,
    CASE
      WHEN any_value(page_counts.pages) IS NULL THEN 'unknown'
      WHEN sells(count(*) FILTER (WHERE grade = 'A'), count(*) FILTER (WHERE grade = 'B'), count(*) FILTER (WHERE grade = 'B' AND level <> 'page'))
        THEN CASE
          WHEN count(*) FILTER (WHERE signal = 'sold_folder') > 0 THEN 'mixed'
          WHEN any_value(owners.is_identified) AND any_value(site_kind.kind) = 'publication' AND count(*) FILTER (WHERE signal IN ('metric_prices', 'topic_surcharge')) = 0
            THEN 'mixed'
          ELSE 'link_seller'
        END
      WHEN count(*) FILTER (WHERE signal IN ('labelled', 'rate_card')) > 0 THEN 'sells_labelled_ads'
      WHEN count(*) FILTER (WHERE grade = 'B' AND signal <> 'unrelated_topics') > 0 THEN 'unknown'
      WHEN any_value(page_counts.pages) < 3 THEN 'unknown'
      ELSE 'clean'
    END AS verdict,
    coalesce(list(says || ': ' || quote ORDER BY grade, signal) FILTER (WHERE grade IN ('A', 'B', 'H', 'K')), []) AS reasons,
    coalesce(list(page ORDER BY grade, signal) FILTER (WHERE grade IN ('A', 'B') AND page <> ''), []) AS reason_pages
  FROM site_list
  LEFT JOIN selling_signals USING (site)
  LEFT JOIN page_counts USING (site)
  LEFT JOIN owners USING (site)
  LEFT JOIN site_kind USING (site)
  GROUP BY site_list.site
) AS found
LEFT JOIN overrules USING (site);

-- One row per site of which more is to be said than whether it sells: what it lives on, whose it may have been, which part
-- of it is not its own.
CREATE TEMP TABLE remarks AS
SELECT
  site,
  list(CASE WHEN signal IN ('sold_folder', 'foreign_part', 'doorways') THEN says || ': ' || quote ELSE says END ORDER BY signal) AS remarks
FROM selling_signals
WHERE grade = 'K' AND level = 'site'
GROUP BY site;
