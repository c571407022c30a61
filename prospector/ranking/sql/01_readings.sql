-- What judging looks at: the latest reading of each page, none older than 400 days, and its observations.

-- One row per page.
CREATE TEMP TABLE readings AS
SELECT
  url, site, section, role, depth, visit <> '' AS is_visited, status, fetched_at, title, site_name, html_lang, canonical, published, authors, text_hash, owner_ids,
  needs_browser, ad_slots, language, alternates, length(main_text) AS main_length, length(text) AS text_length, links, evidence, contacts,
  CASE WHEN role IN ('imprint', 'about', 'contact', 'advertise', 'contribute', 'privacy') THEN text END AS own_text
FROM pages
WHERE fetched_at >= $as_of::TIMESTAMPTZ - INTERVAL 400 DAY;

-- One row per observation.
CREATE TEMP TABLE seen AS
SELECT
  site, section, url AS page, role, observed.subject AS subject, observed.signal AS signal, observed.value AS value,
  observed.quote AS quote, observed.strength AS strength
FROM (SELECT site, section, url, role, unnest(evidence) AS observed FROM readings);

-- One row per article with a byline: whether that names a person, or a newsroom, which is seen with less certainty.
CREATE TEMP TABLE bylines AS
SELECT page, bool_or(value = 'pass') AS is_name, bool_or(value = 'fail' AND strength < 1) AS is_newsroom, min(quote) AS byline
FROM seen
WHERE subject = 'quality' AND signal = 'named_author'
GROUP BY page;

-- One row per link that leads to another site.
CREATE TEMP TABLE outward AS
SELECT
  site, url AS page, role, link.site AS to_site, link.url AS to_url, link.anchor AS anchor, link.placement AS placement, link.rel AS rel,
  NOT list_has_any(link.rel, ['nofollow', 'sponsored', 'ugc']) AS followed
FROM (SELECT site, url, role, unnest(links) AS link FROM readings)
WHERE link.external;

-- One row per site: its last visit, and the pages it has.
CREATE TEMP TABLE visited AS
SELECT
  site, arg_max(url, ended_at) AS start_url, arg_max(market, ended_at) AS seed_market, arg_max(kind, ended_at) AS seed_kind,
  arg_max(name, ended_at) AS seed_name, arg_max(outcome, ended_at) AS outcome, arg_max(moved_to, ended_at) AS moved_to,
  arg_max(source, ended_at) AS source, arg_max(robots, ended_at) AS robots, arg_max(errors, ended_at) AS errors,
  max(ended_at) AS last_visit
FROM visits
GROUP BY site;

CREATE TEMP TABLE site_list AS
SELECT site FROM readings
UNION
SELECT site FROM visited
UNION
SELECT site FROM overrules WHERE verdict = 'block';

CREATE TEMP TABLE page_counts AS
SELECT
  site, count(*) AS pages, count(*) FILTER (WHERE role = 'article') AS articles, min(fetched_at) AS first_seen,
  max(fetched_at) AS last_seen, max(published) FILTER (WHERE published <= $as_of::DATE + 1) AS last_published
FROM readings
GROUP BY site;
