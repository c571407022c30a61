-- On how many stored pages of a language each term stands, as whole words where words stand apart.
WITH sampled AS (
  SELECT
    CASE
      WHEN $apart THEN ' ' || regexp_replace(folded_title || ' ' || folded_text, '[^\pL\pM\pN]+', ' ', 'g') || ' '
      ELSE folded_title || ' ' || folded_text
    END AS said
  FROM pages
  WHERE language = $language AND NOT list_contains($examples::VARCHAR[], url)
  ORDER BY hash(url)
  LIMIT $most
),
sought AS (
  SELECT term, CASE WHEN $apart THEN ' ' || regexp_replace(term, '[^\pL\pM\pN]+', ' ', 'g') || ' ' ELSE term END AS needle
  FROM said
)
SELECT sought.term, count(*) FILTER (WHERE contains(sampled.said, sought.needle)) AS stored, count(sampled.said) AS of_stored
FROM sought
LEFT JOIN sampled ON true
GROUP BY sought.term
ORDER BY sought.term;
