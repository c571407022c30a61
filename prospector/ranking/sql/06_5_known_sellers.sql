-- Who sells by what pages and sites show, and what others have in common with them.

-- What pages and sites show by themselves.
CREATE TEMP TABLE own_signals AS
SELECT found.*, w.grade, w.level
FROM (
  SELECT site, signal, value, quote, page FROM seen WHERE subject = 'link_selling' AND NOT starts_with(signal, 'money_anchor')
  UNION ALL
  SELECT site, signal, value, quote, page FROM money_anchors
  UNION ALL
  SELECT site, signal, value, quote, page FROM site_signals
  UNION ALL
  SELECT site, 'shared_owner', network, quote, page FROM networks
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
