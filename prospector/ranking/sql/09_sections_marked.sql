-- Sections that speak against themselves: parts let to others, or in which alone links are sold. The site itself stays.

-- One row per part, named like a section, with what is to be said of it.
CREATE TEMP TABLE marked_parts AS
SELECT
  found.site, regexp_replace(rtrim(found.value, '/'), '^(https?://)?(www\.)?', '') AS section,
  string_agg(w.says || ': ' || found.quote, '; ' ORDER BY found.signal, found.quote) AS warning
FROM site_signals AS found
JOIN link_selling_weights AS w USING (signal)
WHERE found.signal IN ('foreign_part', 'sold_folder')
GROUP BY ALL;

UPDATE sections SET warning = marked_parts.warning
FROM marked_parts
WHERE marked_parts.section = sections.section;

-- A folder that is no section of its own becomes one, in the country of its site.
INSERT INTO sections BY NAME
SELECT
  marked.section, marked.site, sites.country, sites.country_status,
  coalesce(mode(readings.language) FILTER (WHERE readings.language <> 'unknown'), 'unknown') AS language,
  count(readings.url) AS pages, max(readings.fetched_at) AS last_seen, any_value(marked.warning) AS warning, any_value(sites.judged_at) AS judged_at
FROM marked_parts AS marked
JOIN sites USING (site)
LEFT JOIN readings
  ON readings.site = marked.site AND contains(regexp_replace(readings.url, '^https?://(www\.)?', '') || '/', marked.section || '/')
WHERE marked.section NOT IN (SELECT section FROM sections)
GROUP BY marked.section, marked.site, sites.country, sites.country_status;
