-- The relations a user may rely on, over the files of one store. Columns are described in docs/schema.md.

-- One row per run.
CREATE OR REPLACE VIEW runs AS
SELECT run, command, status, started_at, ended_at, len(plan) AS planned, counts, error, version
FROM read_json(
  '$store/runs/*.json',
  columns = {
    run: 'VARCHAR', command: 'VARCHAR', status: 'VARCHAR', started_at: 'TIMESTAMPTZ', ended_at: 'TIMESTAMPTZ',
    plan: 'JSON[]', counts: 'MAP(VARCHAR, BIGINT)', error: 'VARCHAR', version: 'VARCHAR'
  }
)
WHERE run IS NOT NULL;

-- One row per visit that was committed; a row written twice by a merge that was cut short counts once.
CREATE OR REPLACE VIEW visits AS
SELECT
  run, visit, site, url, market, kind, reason, name, language, source, started_at, ended_at, outcome, pages, requests,
  moved_to, robots, sitemaps, feeds, spent, errors
FROM read_parquet($visits, hive_partitioning = true, hive_types = {'run': VARCHAR}, union_by_name = true)
QUALIFY row_number() OVER (PARTITION BY visit ORDER BY ended_at DESC) = 1;

-- One row per page: its latest reading among committed visits and ingested files.
CREATE OR REPLACE VIEW pages AS
WITH newest AS (
  SELECT filename, file_row_number
  FROM read_parquet(
    $pages, hive_partitioning = true, hive_types = {'run': VARCHAR}, union_by_name = true,
    filename = true, file_row_number = true
  )
  WHERE visit = '' OR visit IN (SELECT visit FROM visits)
  QUALIFY row_number() OVER (PARTITION BY url ORDER BY fetched_at DESC, judged_at DESC, filename, file_row_number) = 1
)
SELECT
  run, url, site, section, fetched_at, requested_url, visit, role, depth, status, content_type, encoding, bytes, cut,
  needs_browser, rendered, etag, last_modified, read_at, read_by, server_date,
  title, description, headings, text, main_text, footer_text, html_lang, og_locale, og_type, site_name, generator, canonical, robots, alternates, feeds, types, organisations,
  published, modified, authors, owner_ids, has_form, ad_slots, text_hash, links, direct, language, language_confidence,
  evidence, contacts, judged_by, judged_at, folded_title, folded_anchors, folded_text
FROM read_parquet(
  $pages, hive_partitioning = true, hive_types = {'run': VARCHAR}, union_by_name = true,
  filename = true, file_row_number = true
)
SEMI JOIN newest USING (filename, file_row_number);

-- One row per http(s) link of a page.
CREATE OR REPLACE VIEW links AS
SELECT
  run, site, section, page, language, link.url AS url, link.site AS to_site, link.anchor AS anchor, link.rel AS rel,
  link.placement AS placement, link.external AS external, link.hidden AS hidden, fetched_at
FROM (SELECT run, site, section, url AS page, language, fetched_at, unnest(links) AS link FROM pages);

-- One row per observation.
CREATE OR REPLACE VIEW evidence AS
SELECT
  run, site, section, page, role, seen.subject AS subject, seen.signal AS signal, seen.value AS value,
  seen.quote AS quote, seen.strength AS strength, seen.by AS "by", fetched_at
FROM (SELECT run, site, section, url AS page, role, fetched_at, unnest(evidence) AS seen FROM pages);

-- One row per contact and the page it stands on.
CREATE OR REPLACE VIEW contacts AS
SELECT
  run, site, section, page, role AS page_role, contact.kind AS kind, contact.value AS value, contact.role AS role,
  contact.quote AS quote, fetched_at
FROM (SELECT run, site, section, url AS page, role, fetched_at, unnest(contacts) AS contact FROM pages);

-- One row per site of the last rank.
CREATE OR REPLACE VIEW sites AS
SELECT
  site, name, home_url, kind, country, country_status, written_for, written_about, language, languages, topic, topics,
  topic_coherence, subtopics, link_selling, quality, pages, first_seen, last_seen, last_published, country_reasons, kind_reasons,
  link_selling_reasons, quality_reasons, checks, evidence_urls, linking_sites, outcome, duplicate_of, seed_market, judged_at
FROM read_parquet('$store/sites.parquet');

-- One row per site and check of the checklist.
CREATE OR REPLACE VIEW checks AS
SELECT
  site, seen.requirement AS requirement, seen.name AS "check", seen.says AS says, seen.verdict AS verdict, seen.detail AS detail,
  seen.page AS page, judged_at
FROM (SELECT site, judged_at, unnest(checks) AS seen FROM read_parquet('$store/sites.parquet'));

-- One row per section of the last rank.
CREATE OR REPLACE VIEW sections AS
SELECT section, site, country, country_status, language, topic, topics, topic_coherence, pages, last_seen, warning, judged_at
FROM read_parquet('$store/sections.parquet');

-- One row per site kept out of a market's list.
CREATE OR REPLACE VIEW rejected AS
SELECT market, site, reason, reasons, evidence_urls, judged_at
FROM read_parquet('$store/rejected.parquet');

-- One row per prospect: a judged site ranked in one market and, with a campaign, for one niche.
CREATE OR REPLACE VIEW prospects AS
SELECT
  market, campaign, rank, site, section, name, home_url, kind, country, country_status, language, topic, subtopics, link_selling,
  score, country_score, language_score, topic_score, quality_score, authority_score, reasons_for, reasons_against,
  opportunities, checks, best_page, landing_page, contact_url, contact_email, first_seen, last_seen, judged_at
FROM read_parquet(
  '$store/prospects/*/*/part-*.parquet', hive_partitioning = true, hive_types = {'campaign': VARCHAR, 'market': VARCHAR},
  union_by_name = true
);

-- One row per site that others link to and nobody has visited: how many sites link to it, and where from.
-- A link that vouches for nothing does not count, nor one to a bare number or a name inside somebody's network.
CREATE OR REPLACE VIEW candidates AS
SELECT
  to_site AS site,
  arg_min(url, length(url)) AS url,
  count(DISTINCT site) AS linking_sites,
  list(DISTINCT site ORDER BY site)[:10] AS linked_from,
  arg_min(page, page) AS first_page,
  mode(placement) AS placement,
  mode(language) AS language,
  min(fetched_at) AS first_seen
FROM links
WHERE external
  AND to_site NOT IN (SELECT site FROM visits)
  AND to_site NOT IN (SELECT unnest([$social]))
  AND NOT list_has_any(rel, ['nofollow', 'sponsored', 'ugc'])
  AND regexp_matches(to_site, '\.[a-z]')
GROUP BY to_site;
