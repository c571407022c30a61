-- Kinds of sites: each signal counts up to its ceiling, however many pages show it.

-- One row per site whose dated articles name their authors: one person's site, or several people's.
CREATE TEMP TABLE authorship AS
SELECT
  site,
  CASE WHEN count(DISTINCT author) = 1 THEN 'one_author' ELSE 'several_authors' END AS signal,
  CASE WHEN count(DISTINCT author) = 1 THEN 'blog' ELSE 'publication' END AS kind,
  string_agg(DISTINCT author, ', ' ORDER BY author)[:200] AS authors
FROM (SELECT site, url, lower(authors[1]) AS author FROM readings WHERE role = 'article' AND published IS NOT NULL AND len(authors) > 0)
WHERE author NOT IN (SELECT name FROM nameless)
GROUP BY site
HAVING count(DISTINCT url) >= 2 AND count(DISTINCT author) <> 2;

CREATE TEMP TABLE kind_votes AS
SELECT
  site, kind, sum(weight) AS weight, coalesce(sum(weight) FILTER (WHERE of = 'name'), 0) AS named,
  coalesce(sum(weight) FILTER (WHERE of = 'posts'), 0) AS posted,
  list(says || ': ' || quote ORDER BY weight DESC, says, quote) AS reasons
FROM (
  SELECT
    seen.site, seen.value AS kind, w.says, w.of,
    least(w.most, w.weight * CASE WHEN w.once THEN max(seen.strength) ELSE sum(seen.strength) END) AS weight,
    arg_min(seen.quote, (-seen.strength, length(seen.page), seen.page, seen.quote)) AS quote
  FROM seen
  JOIN kind_weights AS w USING (signal)
  WHERE seen.subject = 'kind'
  GROUP BY seen.site, seen.value, seen.signal, w.says, w.of, w.most, w.weight, w.once
  UNION ALL
  SELECT authorship.site, authorship.kind, w.says, w.of, w.weight, authorship.authors
  FROM authorship
  JOIN kind_weights AS w USING (signal)
  UNION ALL
  SELECT visited.site, visited.seed_kind, w.says, w.of, w.weight, visited.source
  FROM visited
  JOIN kind_weights AS w ON w.signal = 'seed'
  JOIN page_counts USING (site)
  WHERE visited.seed_kind <> 'unknown' AND page_counts.pages >= 2
)
GROUP BY site, kind;

-- One row per site and kind, the likeliest first.
-- A publication that does not call itself one in some way is none. Any organisation may write articles: against one that says
-- what it is, articles make no blog or publication. A chamber or trade body is an association too: where much speaks for the
-- special kind, that is it.
CREATE TEMP TABLE kind_places AS
SELECT
  *, row_number() OVER by_site AS place, lead(kind) OVER by_site AS next_kind, lead(standing) OVER by_site AS next_standing
FROM (
  SELECT
    *,
    CASE
      WHEN kind = 'publication' AND named < number('kind.newsroom') THEN 0
      WHEN kind IN ('blog', 'publication') AND site IN (
        SELECT site FROM kind_votes WHERE kind NOT IN ('blog', 'publication') AND named >= number('kind.named')
      ) THEN weight - posted
      ELSE weight
    END AS standing
  FROM kind_votes
)
WHERE kind <> 'association' OR site NOT IN (
  SELECT special.site
  FROM kind_votes AS special
  JOIN kind_votes AS general ON general.site = special.site AND general.kind = 'association'
  WHERE special.kind IN ('chamber', 'trade_body') AND special.weight >= number('kind.special') * general.weight
    AND special.weight >= number('kind.least')
)
WINDOW by_site AS (PARTITION BY site ORDER BY standing DESC, kind);

-- One row per site. A publication is more than a blog: a site that could be either is called the lesser.
CREATE TEMP TABLE site_kind AS
SELECT
  site,
  CASE
    WHEN standing < number('kind.least') THEN 'unknown'
    WHEN coalesce(next_standing, 0) <= standing * (1 - number('kind.lead')) THEN kind
    WHEN kind IN ('blog', 'publication') AND next_kind IN ('blog', 'publication') THEN 'blog'
    ELSE 'unknown'
  END AS kind,
  reasons
FROM kind_places
WHERE place = 1;
