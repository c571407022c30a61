-- Topics of sites: the mean over the pages that have one, by how strongly each page speaks for it.

CREATE TEMP TABLE topic_shares AS
SELECT
  site, value AS topic, sum(strength) AS strength, count(DISTINCT page) AS pages,
  sum(strength) / sum(sum(strength)) OVER (PARTITION BY site) AS share
FROM seen
WHERE subject = 'topic'
GROUP BY site, value;

CREATE TEMP TABLE main_topics AS
SELECT site, page, arg_min(value, (-strength, value)) AS topic, max(strength) AS strength
FROM seen
WHERE subject = 'topic'
GROUP BY site, page;

-- One row per site. A publication is general news when no topic is above half and it has a newspaper's sections and notices
-- or writes about everything. Coherence is the chance that two things a site writes about are on one topic.
CREATE TEMP TABLE site_topic AS
SELECT
  topic_shares.site,
  CASE
    WHEN any_value(site_kind.kind) = 'publication'
      AND max(share) < number('topic.general_share')
      AND (
        max(share) FILTER (WHERE topic = 'General News') >= number('topic.least_general')
        OR sum(share * share) < number('topic.general_coherence')
      ) THEN 'General News'
    WHEN max(share) >= number('topic.least_share') AND max(strength) >= number('topic.least_strength') THEN arg_max(topic, (share, topic))
  END AS topic,
  map_from_entries(list((topic, round(share, 3)) ORDER BY share DESC, topic)[:6]) AS topics,
  max(share) AS main_share,
  sum(share * share) AS topic_coherence
FROM topic_shares
LEFT JOIN site_kind USING (site)
GROUP BY topic_shares.site;
