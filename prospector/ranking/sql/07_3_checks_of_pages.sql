-- Checks of what a site publishes and how it is kept.

-- Dates and authors of articles.
INSERT INTO checked
SELECT
  site, 'editorial', CASE WHEN dated < 0.5 * articles THEN false WHEN bylines > 0 THEN signed >= 0.5 * articles END,
  dated || ' dated and ' || signed || ' signed of ' || articles, article
FROM page_profile
WHERE articles >= 2;

-- Thin and repeated texts.
INSERT INTO checked
SELECT
  profile.site, 'own_text', coalesce(thin.share, 0) < 0.5 AND twins <= number('quality.twin_share') * page_counts.pages,
  coalesce(thin.pages, 0) || ' thin articles, ' || twins || ' repeated pages of ' || page_counts.pages, coalesce(thin.page, profile.page)
FROM page_profile AS profile
JOIN page_counts USING (site)
LEFT JOIN (
  SELECT site, count(*) FILTER (WHERE value = 'fail') AS pages, avg((value = 'fail')::INTEGER) AS share, min(page) FILTER (WHERE value = 'fail') AS page
  FROM seen WHERE subject = 'quality' AND signal = 'substantial_text' GROUP BY site
) AS thin USING (site)
WHERE page_counts.pages >= 2;

-- Places for advertisements against the text they stand in.
INSERT INTO checked
SELECT
  site, 'advertising', ads < number('quality.most_ads') * counted OR 1000.0 * ads < number('quality.ads_per_thousand') * letters,
  round(1.0 * ads / counted, 1) || ' places for advertisements in ' || round(letters / counted)::BIGINT || ' letters of an article', most_ads
FROM page_profile
WHERE counted >= 2;

-- Topics of the pages.
INSERT INTO checked
SELECT
  topics.site, 'coherent', incoherent.site IS NULL, topics.topics || CASE WHEN topics.topics = 1 THEN ' main topic on ' ELSE ' main topics on ' END || topics.pages || ' pages',
  topics.page
FROM (SELECT site, count(DISTINCT topic) AS topics, count(DISTINCT page) AS pages, min(page) AS page FROM main_topics GROUP BY site) AS topics
LEFT JOIN (SELECT site FROM site_signals WHERE signal = 'unrelated_topics') AS incoherent USING (site)
WHERE topics.pages >= 3;

-- What keeps search engines out: pages themselves, and robots.txt for the engines that it names.
INSERT INTO checked
SELECT
  found.site, 'indexable', found.share >= number('quality.indexable_share') AND len(coalesce(kept_out.names, [])) = 0,
  found.blocked || ' of ' || found.pages || ' pages kept out by themselves' || coalesce('; robots.txt keeps out ' || array_to_string(kept_out.names, ', '), ''),
  found.page
FROM (
  SELECT
    site, count(DISTINCT page) AS pages, count(DISTINCT page) FILTER (WHERE value = 'fail') AS blocked,
    1 - count(DISTINCT page) FILTER (WHERE value = 'fail') / count(DISTINCT page) AS share,
    coalesce(min(page) FILTER (WHERE value = 'fail'), min(page)) AS page
  FROM seen WHERE subject = 'quality' AND signal IN ('indexable', 'canonical_to_itself') GROUP BY site
) AS found
LEFT JOIN (
  SELECT site, list_sort(list_distinct(flatten([verdict.blocked_crawlers FOR verdict IN robots]))) AS names FROM visited WHERE len(robots) > 0
) AS kept_out ON kept_out.site = found.site AND len(kept_out.names) > 0;

-- Clicks from the start page, as the visit went.
INSERT INTO checked
SELECT site, 'near', clicks <= number('quality.most_clicks'), round(clicks, 1) || ' clicks on average', article
FROM page_profile
WHERE articles >= 2 AND clicks IS NOT NULL;

-- The newest date.
INSERT INTO checked
SELECT
  page_counts.site, 'active', last_published >= $as_of::DATE - number('quality.fresh_days')::INTEGER,
  'last on ' || last_published || CASE WHEN profile.dated >= 2 THEN ', ' || profile.dated || ' articles since ' || profile.oldest ELSE '' END, profile.newest_page
FROM page_counts
JOIN page_profile AS profile USING (site)
WHERE last_published IS NOT NULL;

-- HTTPS, an owner and a contact.
INSERT INTO checked
SELECT
  page_counts.site, 'trustworthy', starts_with(profile.page, 'https:') AND owners.has_owner AND reached.contacts > 0,
  array_to_string(list_filter([
    CASE WHEN NOT starts_with(profile.page, 'https:') THEN 'no HTTPS' END,
    CASE WHEN NOT owners.has_owner THEN 'no owner named' END,
    CASE WHEN reached.contacts = 0 THEN 'no contact' END
  ], lambda lack: lack IS NOT NULL), ', '), coalesce(reached.page, profile.page)
FROM page_counts
JOIN page_profile AS profile USING (site)
JOIN owners USING (site)
JOIN (SELECT site, sum(len(contacts)) AS contacts, min(url) FILTER (WHERE len(contacts) > 0) AS page FROM readings GROUP BY site) AS reached USING (site);

-- Addresses that gave no page.
INSERT INTO checked
SELECT
  visited.site, 'working', len(visited.errors) <= number('quality.broken_share') * (len(visited.errors) + page_counts.pages),
  len(visited.errors) || ' of ' || (len(visited.errors) + page_counts.pages) || ' pages not to be had', coalesce(visited.errors[1].url, visited.start_url)
FROM visited
JOIN page_counts USING (site);

-- Texts that people sign, and no sign of a machine's or a mill's work.
INSERT INTO checked
SELECT
  profile.site, 'human', CASE WHEN mills.site IS NOT NULL THEN false WHEN profile.articles >= 2 AND profile.signed >= 0.5 * profile.articles THEN true END,
  coalesce(mills.says, profile.signed || ' of ' || profile.articles || ' articles signed'), coalesce(mills.page, profile.article)
FROM page_profile AS profile
LEFT JOIN (
  SELECT site, arg_min(says || ': ' || quote, signal) AS says, arg_min(page, signal) AS page
  FROM selling_signals
  WHERE signal IN ('content_farm', 'doorways', 'post_flood', 'translated_mirrors')
  GROUP BY site
) AS mills USING (site)
WHERE mills.site IS NOT NULL OR profile.articles >= 2;
