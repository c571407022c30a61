-- What a campaign chooses from: the prospects of its markets as the last rank has them, without those it leaves out.

-- Why a site is not for this campaign, the first reason that holds.
CREATE TEMP TABLE listed AS
SELECT
  market_list.*,
  CASE
    WHEN own.site IS NOT NULL THEN 'your own site'
    WHEN competitors.site IS NOT NULL THEN 'competitor'
    WHEN left_out.site IS NOT NULL THEN left_out.list
    WHEN len($kinds::VARCHAR[]) > 0 AND NOT list_contains($kinds::VARCHAR[], market_list.kind) THEN 'other kind'
    WHEN len($opportunities::VARCHAR[]) > 0
      AND NOT list_has_any([replace(split_part(opening, ': ', 1), ' ', '_') FOR opening IN market_list.opportunities], $opportunities::VARCHAR[])
      THEN 'no opening of the kinds asked for'
  END AS left_out
FROM (SELECT * FROM prospects WHERE campaign = '_' AND list_contains($markets::VARCHAR[], market)) AS market_list
LEFT JOIN own USING (site)
LEFT JOIN competitors USING (site)
LEFT JOIN left_out USING (site);

-- One row per page in a language of the niche; *_forms hold what its text, anchors and title say that could be a term.
CREATE TEMP TABLE pages_read (
  url VARCHAR, site VARCHAR, section VARCHAR, role VARCHAR, language VARCHAR, letters BIGINT,
  text_forms VARCHAR[], anchor_forms VARCHAR[], title_forms VARCHAR[], unwanted_forms VARCHAR[]
);
