-- Signs of selling in how a site as a whole links to others.

-- One row per site and sign that only the site as a whole shows, with words to quote and a page; the next files add to it.
CREATE TEMP TABLE site_signals (site VARCHAR, signal VARCHAR, value VARCHAR, quote VARCHAR, page VARCHAR);

-- Sites that are themselves about a trade that buys links, as the trade's own press is: there such links are on topic.
INSERT INTO site_signals
SELECT seen.site, 'money_trade', count(DISTINCT seen.page)::VARCHAR || ' pages', min(seen.quote), min(seen.page)
FROM seen
JOIN page_counts USING (site)
WHERE seen.subject = 'link_selling' AND seen.signal = 'own_trade'
GROUP BY seen.site
HAVING count(DISTINCT seen.page) >= number('link_selling.own_trade_pages')
  AND count(DISTINCT seen.page) >= number('link_selling.own_trade_share') * any_value(page_counts.pages);

-- One row per followed link under the words of such a trade, on sites about other things.
CREATE TEMP TABLE money_anchors AS
SELECT site, signal, value, quote, page
FROM seen
WHERE subject = 'link_selling' AND starts_with(signal, 'money_anchor')
  AND site NOT IN (SELECT site FROM site_signals WHERE signal = 'money_trade');

-- Several such trades on several pages, or one to many sites. A writer who likes poker links to two places for it.
INSERT INTO site_signals
SELECT
  site, 'repeated_money', count(DISTINCT value)::VARCHAR || ' sites',
  string_agg(DISTINCT quote, '; ' ORDER BY quote)[:400], min(page)
FROM money_anchors
WHERE signal IN ('money_anchor_gambling', 'money_anchor_loans', 'money_anchor_pharma', 'money_anchor_essays')
GROUP BY site
HAVING count(DISTINCT page) >= number('link_selling.money_pages') AND count(DISTINCT value) >= number('link_selling.money_targets')
  AND (count(DISTINCT signal) >= number('link_selling.money_trades') OR count(DISTINCT value) >= number('link_selling.one_trade_targets'));

-- Articles that each carry one or two deep links under words of the target's own address, always to another site.
INSERT INTO site_signals
SELECT
  site, 'many_targets', count(DISTINCT value)::VARCHAR || ' sites', string_agg(DISTINCT quote, '; ' ORDER BY quote)[:400], min(page)
FROM seen
WHERE subject = 'link_selling' AND signal = 'lone_deep_link'
  AND anchor_class(split_part(quote, ' → ', 1), split_part(quote, ' → ', 2), regexp_replace(value, '^www\.', '')) IN ('exact', 'partial')
GROUP BY site
HAVING count(DISTINCT value) >= number('link_selling.lone_pages');

-- The same links of such trades to several sites on nearly all pages. A blogroll of other trades is none, nor is one partner.
INSERT INTO site_signals
SELECT
  site, 'sitewide_block', count(*)::VARCHAR || ' sites', string_agg(quote, '; ' ORDER BY quote)[:400], min(page)
FROM (
  SELECT sold.site, sold.value, min(sold.quote) AS quote, min(sold.page) AS page
  FROM money_anchors AS sold
  JOIN page_counts USING (site)
  GROUP BY sold.site, sold.value
  HAVING count(DISTINCT sold.page) >= number('link_selling.sitewide_pages')
    AND count(DISTINCT sold.page) >= number('link_selling.sitewide_share') * any_value(page_counts.pages)
)
GROUP BY site
HAVING count(*) >= number('link_selling.money_targets');

-- The same words for different sites on nearly all pages, more than once.
INSERT INTO site_signals
SELECT site, 'rival_anchors', count(*)::VARCHAR || ' wordings', string_agg(anchor || ' → ' || targets, '; ' ORDER BY anchor)[:400], min(page)
FROM (
  SELECT site, anchor, string_agg(DISTINCT to_site, ' and ' ORDER BY to_site) AS targets, min(page) AS page
  FROM rivals
  GROUP BY site, anchor
)
GROUP BY site
HAVING count(*) >= number('link_selling.rival_anchors');

-- One site under many wordings of one subject on nearly all pages.
INSERT INTO site_signals
SELECT site, 'anchor_variants', count(DISTINCT to_site)::VARCHAR || ' sites', string_agg(quote, '; ' ORDER BY quote)[:400], min(page)
FROM (
  SELECT one.site, one.to_site, string_agg(DISTINCT one.anchor, ', ' ORDER BY one.anchor) || ' → ' || one.to_site AS quote, min(one.page) AS page
  FROM sitewide_words AS one
  JOIN sitewide_words AS other ON other.site = one.site AND other.to_site = one.to_site AND other.anchor <> one.anchor
  WHERE are_of_one_subject(one.anchor, other.anchor)
  GROUP BY one.site, one.to_site
  HAVING count(DISTINCT one.anchor) >= number('link_selling.anchor_variants')
)
GROUP BY site;

-- Affiliate links, followed or not, on a good part of the pages.
INSERT INTO site_signals
SELECT
  outward.site, 'affiliate_site', count(DISTINCT outward.page)::VARCHAR || ' pages',
  string_agg(DISTINCT outward.to_site, ', ' ORDER BY outward.to_site)[:400], min(outward.page)
FROM outward
JOIN page_counts USING (site)
WHERE outward.to_site IN (SELECT host FROM affiliate_hosts)
  OR list_has_any(regexp_extract_all(outward.to_url, '[?&](\w+)=', 1), (SELECT list(mark) FROM affiliate_marks))
GROUP BY outward.site
HAVING count(DISTINCT outward.page) >= number('link_selling.affiliate_pages')
  AND count(DISTINCT outward.page) >= number('link_selling.affiliate_share') * any_value(page_counts.pages);
