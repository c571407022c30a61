-- Link selling by the A/B/C rule: one A, or two independent B of which one is seen on the site as a whole or in its network. C
-- never flags.

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
-- Articles that each carry one or two deep links under words of the target's own address, always to another site.
SELECT
  site, 'many_targets', count(DISTINCT value)::VARCHAR || ' sites', string_agg(DISTINCT quote, '; ' ORDER BY quote)[:400], min(page)
FROM seen
WHERE subject = 'link_selling' AND signal = 'lone_deep_link'
  AND anchor_class(split_part(quote, ' → ', 1), split_part(quote, ' → ', 2), regexp_replace(value, '^www\.', '')) IN ('exact', 'partial')
GROUP BY site
HAVING count(DISTINCT value) >= number('link_selling.lone_pages')
UNION ALL
-- A site that writes about everything and is no newspaper that says whose it is.
SELECT
  main_topics.site, 'unrelated_topics', count(DISTINCT topic)::VARCHAR || ' topics', string_agg(DISTINCT topic, ', ' ORDER BY topic), min(page)
FROM main_topics
LEFT JOIN owners ON owners.site = main_topics.site
LEFT JOIN site_kind ON site_kind.site = main_topics.site
WHERE topic <> 'General News' AND strength >= number('link_selling.topic_strength')
  AND NOT (coalesce(owners.is_identified, false) AND coalesce(site_kind.kind, 'unknown') = 'publication')
GROUP BY main_topics.site
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
-- The same words for different sites on nearly all pages, more than once.
SELECT site, 'rival_anchors', count(*)::VARCHAR || ' wordings', string_agg(anchor || ' → ' || targets, '; ' ORDER BY anchor)[:400], min(page)
FROM (
  SELECT site, anchor, string_agg(DISTINCT to_site, ' and ' ORDER BY to_site) AS targets, min(page) AS page
  FROM rivals
  GROUP BY site, anchor
)
GROUP BY site
HAVING count(*) >= number('link_selling.rival_anchors')
UNION ALL
-- One site under many wordings of one subject on nearly all pages.
SELECT site, 'anchor_variants', count(DISTINCT to_site)::VARCHAR || ' sites', string_agg(quote, '; ' ORDER BY quote)[:400], min(page)
FROM (
  SELECT one.site, one.to_site, string_agg(DISTINCT one.anchor, ', ' ORDER BY one.anchor) || ' → ' || one.to_site AS quote, min(one.page) AS page
  FROM sitewide_words AS one
  JOIN sitewide_words AS other ON other.site = one.site AND other.to_site = one.to_site AND other.anchor <> one.anchor
  WHERE are_of_one_subject(one.anchor, other.anchor)
  GROUP BY one.site, one.to_site
  HAVING count(DISTINCT one.anchor) >= number('link_selling.anchor_variants')
)
GROUP BY site
UNION ALL
SELECT site, 'shared_owner', network, quote, page
FROM networks
UNION ALL
-- Affiliate links, followed or not, on a good part of the pages.
SELECT
  outward.site, 'affiliate_site', count(DISTINCT outward.page)::VARCHAR || ' pages',
  string_agg(DISTINCT outward.to_site, ', ' ORDER BY outward.to_site)[:400], min(outward.page)
FROM outward
JOIN page_counts USING (site)
WHERE outward.to_site IN (SELECT host FROM affiliate_hosts)
  OR list_has_any(regexp_extract_all(outward.to_url, '[?&](\w+)=', 1), (SELECT list(mark) FROM affiliate_marks))
GROUP BY outward.site
HAVING count(DISTINCT outward.page) >= number('link_selling.affiliate_pages')
  AND count(DISTINCT outward.page) >= number('link_selling.affiliate_share') * any_value(page_counts.pages)
UNION ALL
-- Articles of no author on a site of no owner, about anything or all by "admin". Associations and public bodies write so too.
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
  AND (any_value(topics.topics) IS NOT NULL OR count(*) FILTER (WHERE len(readings.authors) > 0) >= 0.5 * count(*))
UNION ALL
-- All that was sold stands in one folder, and most articles stand outside of it: a part let to others.
SELECT sold.site, 'sold_folder', sold.folder, sold.folder, sold.page
FROM (
  SELECT site, min(folder_of(page)) AS folder, min(page) AS page, count(DISTINCT page) AS pages
  FROM seen
  WHERE subject = 'link_selling'
    AND (signal IN ('own_offer', 'metric_prices', 'hidden_links') OR starts_with(signal, 'money_anchor'))
  GROUP BY site
  HAVING count(DISTINCT folder_of(page)) = 1 AND count(DISTINCT page) >= number('link_selling.money_pages')
) AS sold
JOIN readings ON readings.site = sold.site AND readings.role = 'article' AND folder_of(readings.url) <> sold.folder
GROUP BY sold.site, sold.folder, sold.page, sold.pages
HAVING count(*) >= greatest(number('link_selling.folder_rest'), sold.pages)
UNION ALL
-- A club's or school's name over links of such trades, and nobody who says whose site it is.
SELECT
  seen.site, 'taken_over', count(DISTINCT seen.value)::VARCHAR || ' sites', string_agg(DISTINCT seen.quote, '; ' ORDER BY seen.quote)[:400], min(seen.page)
FROM seen
JOIN owners USING (site)
WHERE seen.subject = 'link_selling' AND starts_with(seen.signal, 'money_anchor') AND NOT owners.has_owner
  AND list_has_any(string_split(split_part(seen.site, '.', 1), '-'), (SELECT list(word) FROM association_words))
GROUP BY seen.site
HAVING count(DISTINCT seen.page) >= number('link_selling.money_pages')
UNION ALL
SELECT site, 'no_owner', '', 'no address, register number or phone on the pages read', ''
FROM owners
JOIN page_counts USING (site)
WHERE NOT has_owner AND page_counts.pages >= 3;

-- What pages and sites show by themselves.
CREATE TEMP TABLE own_signals AS
SELECT found.*, w.grade, w.level
FROM (
  SELECT site, signal, value, quote, page FROM seen WHERE subject = 'link_selling'
  UNION ALL
  SELECT site, signal, value, quote, page FROM site_signals
  UNION ALL
  SELECT site, 'listed_seller', list, 'on the list ' || list || coalesce(' as ' || nullif(listed_as, ''), ''), '' FROM listed_sellers
) AS found
JOIN link_selling_weights AS w USING (signal);

-- One row per site that sells by what it shows itself, or that the user has blocked. A site that the user allows is none.
CREATE TEMP TABLE known_sellers AS
SELECT site
FROM own_signals
GROUP BY site
HAVING sells(count(*) FILTER (WHERE grade = 'A'), count(DISTINCT signal) FILTER (WHERE grade = 'B'), count(*) FILTER (WHERE grade = 'B' AND level <> 'page'))
UNION
SELECT site FROM overrules WHERE verdict = 'block'
EXCEPT
SELECT site FROM overrules WHERE verdict = 'allow';

-- One row per site and site that a known seller gave a link of the kind that is bought; sites that many link to buy none.
CREATE TEMP TABLE buyers AS
SELECT DISTINCT sold.site, outward.to_site AS buyer
FROM own_signals AS sold
JOIN outward ON outward.site = sold.site AND outward.page = sold.page AND outward.anchor || ' → ' || outward.to_url = sold.quote
SEMI JOIN known_sellers ON known_sellers.site = sold.site
WHERE starts_with(sold.signal, 'money_anchor')
  OR (sold.signal = 'lone_deep_link' AND anchor_class(outward.anchor, outward.to_url, outward.to_site) IN ('exact', 'partial'))
UNION
SELECT DISTINCT site, to_site FROM rivals SEMI JOIN known_sellers USING (site);

DELETE FROM buyers
WHERE buyer IN (SELECT to_site FROM outward GROUP BY to_site HAVING count(DISTINCT site) > number('link_selling.mark_sites'));

-- What sites have in common with known sellers, in the form of `site_signals`.
CREATE TEMP TABLE network_signals AS
SELECT
  ties.site, 'seller_network' AS signal, count(DISTINCT ties.with_site)::VARCHAR || ' sellers' AS value,
  string_agg(DISTINCT ties.kind || ' ' || ties.mark[:80] || ' also on ' || ties.with_site, '; ' ORDER BY ties.kind || ' ' || ties.mark[:80] || ' also on ' || ties.with_site)[:400] AS quote,
  min(ties.page) AS page
FROM owner_ties AS ties
JOIN known_sellers AS seller ON seller.site = ties.with_site
GROUP BY ties.site
UNION ALL
SELECT
  outward.site, 'shared_buyers', count(DISTINCT buyers.buyer)::VARCHAR || ' buyers',
  string_agg(DISTINCT buyers.buyer || ' is also linked by ' || buyers.site, '; ' ORDER BY buyers.buyer || ' is also linked by ' || buyers.site)[:400],
  min(outward.page)
FROM outward
JOIN buyers ON buyers.buyer = outward.to_site AND buyers.site <> outward.site
WHERE outward.followed
GROUP BY outward.site
HAVING count(DISTINCT buyers.buyer) >= number('link_selling.shared_buyers');

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

-- One row per site of which more is to be said than whether it sells: what it lives on, whose it may have been.
CREATE TEMP TABLE remarks AS
SELECT site, list(says ORDER BY signal) AS remarks
FROM selling_signals
WHERE grade = 'K' AND level = 'site'
GROUP BY site;
