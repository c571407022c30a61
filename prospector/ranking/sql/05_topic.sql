-- Topics of sites and their sections: what their pages are about, and what the links within the site name.

-- One row per page and topic it is about.
CREATE TEMP TABLE page_topics AS
SELECT site, section, page, value AS topic, max(strength) AS strength
FROM seen
WHERE subject = 'topic' AND signal <> 'links'
GROUP BY site, section, page, value;

CREATE TEMP TABLE main_topics AS
SELECT site, page, arg_min(topic, (-strength, topic)) AS topic, max(strength) AS strength
FROM page_topics
GROUP BY site, page;

-- One row per place and topic that links within it name, with the mean share of its words; a place is a site or a section.
CREATE TEMP TABLE link_shares AS
WITH named AS (
  SELECT UNNEST([{part: 'site', place: site}, {part: 'section', place: section}], recursive := true), site, page, value AS topic, strength
  FROM seen
  WHERE subject = 'topic' AND signal = 'links'
),
listing AS (
  SELECT part, place, count(DISTINCT page) AS pages FROM named GROUP BY part, place
)
SELECT part, place, named.site, topic, sum(strength) / listing.pages AS share
FROM named
JOIN listing USING (part, place)
GROUP BY part, place, named.site, topic, listing.pages;

-- One row per place and topic: the links of all pages together count as much as number('topic.links') pages.
CREATE TEMP TABLE topic_shares AS
WITH votes AS (
  SELECT UNNEST([{part: 'site', place: site}, {part: 'section', place: section}], recursive := true), site, topic, strength
  FROM page_topics
  UNION ALL
  SELECT part, place, site, topic, number('topic.links') * share
  FROM link_shares
)
SELECT
  part, place, site, topic, sum(strength) AS strength,
  sum(strength) / sum(sum(strength)) OVER (PARTITION BY part, place) AS share
FROM votes
GROUP BY part, place, site, topic;

-- One row per place and kin of topics, which count as one here: "money" has what is said of business and of one's own finances.
CREATE TEMP TABLE kin_shares AS
SELECT part, place, site, arg_max(topic, (share, topic)) AS topic, sum(strength) AS strength, sum(share) AS share
FROM topic_shares
LEFT JOIN topic_kin USING (topic)
GROUP BY part, place, site, coalesce(kin, topic);

-- One row per place: how much of one piece its links are; few where they name everything.
CREATE TEMP TABLE link_coherence AS
SELECT part, place, sum(share * share) AS coherence
FROM (
  SELECT part, place, sum(share) AS share
  FROM link_shares
  LEFT JOIN topic_kin USING (topic)
  GROUP BY part, place, coalesce(kin, topic)
)
GROUP BY part, place;

-- One row per place. A publication is general news when no topic is above number('topic.general_share') and it has a newspaper's sections and notices
-- or writes or links to about everything.
CREATE TEMP TABLE main_topic AS
SELECT
  part, place,
  CASE
    WHEN any_value(site_kind.kind) = 'publication'
      AND max(share) < number('topic.general_share')
      AND (
        max(share) FILTER (WHERE topic = 'General News') >= number('topic.least_general')
        OR sum(share * share) < number('topic.general_coherence')
        OR any_value(link_coherence.coherence) < number('topic.general_links')
      ) THEN 'General News'
    WHEN coalesce(any_value(site_kind.kind), 'unknown') = 'unknown'
      AND max(share) < number('topic.general_share')
      AND max(share) FILTER (WHERE topic = 'General News') >= number('topic.least_general')
      AND any_value(link_coherence.coherence) < number('topic.general_links') THEN 'General News'
    WHEN max(share) < number('topic.least_share') THEN NULL
    WHEN max(strength) >= number('topic.least_strength')
      OR (max(strength) >= number('topic.least_clear') AND max(share) >= number('topic.clear_lead') * coalesce(max(share, 2)[2], 0))
      THEN arg_max(topic, (share, topic))
  END AS topic
FROM kin_shares
LEFT JOIN site_kind USING (site)
LEFT JOIN link_coherence USING (part, place)
GROUP BY part, place;

-- One row per place. Coherence is the chance that two things it writes about are on one topic.
CREATE TEMP TABLE place_topic AS
SELECT
  part, place, any_value(main_topic.topic) AS topic,
  map_from_entries(list((shares.topic, round(share, 3)) ORDER BY share DESC, shares.topic)[:6]) AS topics,
  sum(share * share) AS topic_coherence
FROM topic_shares AS shares
JOIN main_topic USING (part, place)
GROUP BY part, place;

-- One row per site that has narrower topics, each with how surely its pages are about it on average.
CREATE TEMP TABLE site_subtopics AS
SELECT site, map_from_entries(list((topic, round(share, 3)) ORDER BY share DESC, topic)) AS subtopics
FROM (
  SELECT seen.site, seen.value AS topic, sum(seen.strength) AS strength, sum(seen.strength) / any_value(page_counts.pages) AS share
  FROM seen
  JOIN page_counts USING (site)
  WHERE seen.subject = 'subtopic'
  GROUP BY seen.site, seen.value
)
WHERE share >= number('topic.least_subtopic') AND strength >= number('topic.least_strength')
GROUP BY site;
