-- The checklist a person would go through for a prospect: each check passes, fails or is unknown, with what was seen and where, or
-- why nobody can say.

-- One row per site: the whole checklist.
CREATE TEMP TABLE site_checklist AS
SELECT
  page_counts.site,
  list(
    {
      'requirement': checklist.requirement, 'name': checklist.name, 'says': checklist.says,
      'verdict': CASE WHEN checked.passed IS NULL THEN 'unknown' WHEN checked.passed THEN 'pass' ELSE 'fail' END,
      'detail': coalesce(nullif(checked.detail, ''), CASE WHEN checked.passed IS NULL THEN checklist.unknown ELSE '' END), 'page': coalesce(checked.page, '')
    }
    ORDER BY checklist.place
  ) AS checks
FROM page_counts
CROSS JOIN checklist
LEFT JOIN checked ON checked.site = page_counts.site AND checked.name = checklist.name
GROUP BY page_counts.site;
