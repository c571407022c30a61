-- Sites of one owner, by what owners leave on all their sites. What many sites share, or sites that name different owners,
-- is a platform's or an agency's and joins nobody.

-- One row per site and mark. Marks of `id`, `register` and `verified` tell alone; `text` and `block` by their number.
CREATE TEMP TABLE all_marks AS
SELECT site, 'id' AS kind, regexp_replace(id, '^(analytics:UA-\d+)-\d+$', '\1') AS mark, min(url) AS page
FROM (SELECT site, url, unnest(owner_ids) AS id FROM readings)
GROUP BY ALL
UNION ALL
-- The digits of register and tax numbers, where a site speaks of itself.
SELECT site, 'register', regexp_replace(number, '\D', '', 'g') AS mark, min(page)
FROM (
  SELECT site, page, unnest(regexp_extract_all(quote, '\d(?:[ .\-/]?\d){6,}')) AS number
  FROM seen
  WHERE subject = 'country' AND signal = 'register_id' AND role IN ('imprint', 'contact', 'about', 'privacy', 'home')
)
GROUP BY ALL
UNION ALL
-- Long lines of the pages on which a site speaks of itself.
SELECT site, 'text', line, min(url)
FROM (SELECT site, url, trim(unnest(string_split(own_text, chr(10)))) AS line FROM readings WHERE own_text IS NOT NULL)
WHERE length(line) >= number('link_selling.mark_letters')
GROUP BY ALL
UNION ALL
-- The sites that nearly all pages link to.
SELECT site, 'block', to_site, min(page)
FROM sitewide
GROUP BY ALL;

-- An archive's page carries the marks of the site it is a copy of.
DELETE FROM all_marks WHERE site IN (SELECT site FROM services);

CREATE TEMP MACRO platform_of(site) AS CASE
  WHEN contains(site, '/') THEN split_part(site, '/', 1)
  WHEN substr(site, strpos(site, '.') + 1) IN (SELECT host FROM platforms) THEN substr(site, strpos(site, '.') + 1)
END;

-- Marks of few enough sites that do not name different owners. One that two sites of a platform carry is the platform's.
CREATE TEMP TABLE owner_marks AS
WITH few AS (
  SELECT kind, mark
  FROM all_marks
  GROUP BY kind, mark
  HAVING count(*) BETWEEN 2 AND number('link_selling.mark_sites')
    AND count(platform_of(site)) < 2
),
agencies AS (
  SELECT ids.kind, ids.mark
  FROM all_marks AS ids
  JOIN few USING (kind, mark)
  JOIN all_marks AS named ON named.site = ids.site AND named.kind = 'register'
  WHERE ids.kind <> 'register'
  GROUP BY ids.kind, ids.mark, named.mark
  QUALIFY count(*) OVER (PARTITION BY ids.kind, ids.mark) > 1
    AND max(count(DISTINCT ids.site)) OVER (PARTITION BY ids.kind, ids.mark) = 1
)
SELECT all_marks.*
FROM all_marks
SEMI JOIN few USING (kind, mark)
ANTI JOIN agencies USING (kind, mark);

-- One row per pair of sites and what ties them, both ways round.
CREATE TEMP TABLE owner_ties AS
SELECT one.site, other.site AS with_site, one.kind, min(one.mark) AS mark, count(*) AS marks, min(one.page) AS page
FROM owner_marks AS one
JOIN owner_marks AS other ON other.kind = one.kind AND other.mark = one.mark AND other.site <> one.site
GROUP BY one.site, other.site, one.kind
HAVING CASE one.kind
  WHEN 'text' THEN count(*) >= number('link_selling.mark_lines')
  WHEN 'block' THEN count(*) >= number('link_selling.block_sites')
  ELSE true
END;

-- A block ties two sites when it is most of what each links to on all pages.
DELETE FROM owner_ties
WHERE kind = 'block'
  AND marks < number('link_selling.block_share') * (
    SELECT max(targets)
    FROM (SELECT site, count(DISTINCT to_site) AS targets FROM sitewide GROUP BY site) AS blocks
    WHERE blocks.site IN (owner_ties.site, owner_ties.with_site)
  );

-- One row per site that is tied to others: the network by its first site, and what ties it to whom.
CREATE TEMP TABLE networks AS
WITH RECURSIVE reached(site, member) AS (
  SELECT DISTINCT site, site FROM owner_ties
  UNION
  SELECT reached.site, owner_ties.with_site FROM reached JOIN owner_ties ON owner_ties.site = reached.member
),
named AS (
  SELECT site, min(member) AS network FROM reached GROUP BY site
),
tied AS (
  SELECT
    site, kind, mark, min(page) AS page, max(marks) AS marks,
    string_agg(with_site, ', ' ORDER BY with_site) AS others, count(*) AS sites
  FROM owner_ties
  GROUP BY site, kind, mark
)
SELECT
  named.site,
  named.network,
  string_agg(
    CASE tied.kind
      WHEN 'text' THEN tied.marks || ' lines like "' || tied.mark[:80] || '"'
      WHEN 'block' THEN tied.marks || ' sites linked on all pages'
      ELSE tied.mark
    END || ' also on ' || tied.others,
    '; ' ORDER BY tied.kind, tied.mark
  )[:400] AS quote,
  min(tied.page) AS page
FROM named
JOIN tied USING (site)
GROUP BY named.site, named.network;
