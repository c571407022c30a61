-- Parts of a site that are another's in all but name.

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
