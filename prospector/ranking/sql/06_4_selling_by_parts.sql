-- Parts of a site that are another's in all but name.

-- The folder of a part, or the first word of its host.
CREATE TEMP MACRO name_of_part(part) AS CASE WHEN contains(part, '/') THEN split_part(part, '/', -1) ELSE split_part(part, '.', 1) END;

-- A folder or host named after a trade that rents such parts of others, seen from several pages of a site about other things.
-- Coupons are somebody else's on papers and blogs; others may sell vouchers of their own.
INSERT INTO site_signals
SELECT let.site, 'foreign_part', let.value, let.value || ': ' || min(let.quote), min(let.page)
FROM seen AS let
JOIN page_counts USING (site)
LEFT JOIN site_kind USING (site)
LEFT JOIN site_signals AS trade ON trade.site = let.site AND trade.signal = 'money_trade'
WHERE let.subject = 'link_selling' AND let.signal = 'let_part' AND trade.site IS NULL
  AND coalesce(site_kind.kind, 'unknown') NOT IN ('company', 'directory')
  AND (site_kind.kind IN ('publication', 'blog') OR lower(name_of_part(let.value)) NOT IN (SELECT name FROM coupons))
  AND NOT contains(own_word(let.site), letters(name_of_part(let.value)))
GROUP BY let.site, let.value
HAVING count(DISTINCT let.page) >= number('link_selling.part_pages')
  AND count(DISTINCT let.page) FILTER (WHERE contains(let.page, let.value)) < 0.5 * any_value(page_counts.pages);

-- All that was sold stands in one folder, and most articles stand outside of it: a part let to others.
INSERT INTO site_signals
SELECT sold.site, 'sold_folder', sold.folder, sold.folder, sold.page
FROM (
  SELECT site, min(folder_of(page)) AS folder, min(page) AS page, count(DISTINCT page) AS pages
  FROM (
    SELECT site, page FROM seen WHERE subject = 'link_selling' AND signal IN ('own_offer', 'metric_prices', 'hidden_links')
    UNION ALL
    SELECT site, page FROM money_anchors
  )
  GROUP BY site
  HAVING count(DISTINCT folder_of(page)) = 1 AND count(DISTINCT page) >= number('link_selling.money_pages')
) AS sold
JOIN readings ON readings.site = sold.site AND readings.role = 'article' AND folder_of(readings.url) <> sold.folder
GROUP BY sold.site, sold.folder, sold.page, sold.pages
HAVING count(*) >= greatest(number('link_selling.folder_rest'), sold.pages);
