-- One row per page of the sites asked about whose latest reading is worth something to the next visit. A server may say
-- that it still *holds*: it carries a validator, was read whole, without a browser, and by the same version of reading.
-- And a page of a list of members *leads* on in it.
CREATE TEMP TABLE earlier AS
WITH stored AS (
  SELECT filename, file_row_number, visit, judged_at, site, url, requested_url, fetched_at, etag, last_modified, status,
    cut, rendered, needs_browser, read_at, read_by, role
  FROM read_parquet(
    $pages, union_by_name = true, filename = true, file_row_number = true,
    hive_partitioning = false
  )
  WHERE site IN (SELECT site FROM asked)
    AND (visit = '' OR visit IN (SELECT visit FROM visits))
),
latest AS (
  FROM stored
  QUALIFY row_number() OVER (PARTITION BY url ORDER BY fetched_at DESC, judged_at DESC, filename, file_row_number) = 1
)
SELECT site, url, requested_url, etag, last_modified, filename, file_row_number, holds, leads
FROM (
  SELECT *,
    (etag <> '' OR last_modified <> '') AND NOT cut AND NOT rendered AND NOT needs_browser AND read_by = '$reading'
      AS holds,
    role = 'listing' AS leads
  FROM latest
  WHERE status IN (200, 304) AND read_at > now() - to_days($days)
)
WHERE holds OR leads;
