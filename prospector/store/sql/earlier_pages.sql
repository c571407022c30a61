-- The whole rows of the earlier readings of some sites.
SELECT stored.*, earlier.holds, earlier.leads
FROM read_parquet(
  $files, union_by_name = true, filename = true, file_row_number = true, hive_partitioning = false
) AS stored
JOIN earlier ON earlier.filename = stored.filename AND earlier.file_row_number = stored.file_row_number
WHERE stored.site IN (SELECT unnest($sites))
