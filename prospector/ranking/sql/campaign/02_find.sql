-- Adds the pages of one language: what could be a term is taken out of each text in one pass.
INSERT INTO pages_read
SELECT
  url, site, section, role, language, length(folded_text),
  regexp_extract_all(folded_text, $wanted::VARCHAR),
  regexp_extract_all(folded_anchors, $wanted::VARCHAR),
  regexp_extract_all(folded_title, $wanted::VARCHAR),
  coalesce(regexp_extract_all(folded_title || chr(10) || folded_text, $unwanted::VARCHAR), [])
FROM pages
WHERE language = $language
  AND fetched_at >= $as_of::TIMESTAMPTZ - INTERVAL 400 DAY
  AND role NOT IN (SELECT role FROM silent)
  AND site IN (SELECT site FROM listed WHERE left_out IS NULL);
