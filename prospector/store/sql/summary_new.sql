-- One row: sites that a run visited as the first one, and candidates that nothing linked to before it.
-- Older readings count here that newer ones hide elsewhere: a page read again brings no new candidates.
WITH linked AS (
  SELECT DISTINCT to_site AS site
  FROM links
  WHERE run = $run AND external
),
known AS (
  SELECT DISTINCT link.site AS site
  FROM (
    SELECT unnest(links) AS link
    FROM read_parquet(
      $pages, hive_partitioning = true, hive_types = {'run': VARCHAR}, union_by_name = true
    )
    WHERE run <> $run
  )
)
SELECT
  (
    SELECT count(DISTINCT site)
    FROM visits
    WHERE run = $run AND site NOT IN (SELECT site FROM visits WHERE run <> $run)
  ) AS sites,
  (SELECT count(*) FROM candidates SEMI JOIN linked USING (site) ANTI JOIN known USING (site)) AS candidates
