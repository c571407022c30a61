-- Links to other sites by what their anchors say, and the ones that nearly all pages of a site carry.

-- Letters and digits only, without case and accents.
CREATE TEMP MACRO letters(words) AS regexp_replace(lower(strip_accents(words)), '[^\p{L}\p{N}]', '', 'g');

-- The word of a site's own in its name: `example` of example.co.uk, the last folder on a shared host.
CREATE TEMP MACRO own_word(site) AS letters(split_part(split_part(site, '/', -1), '.', 1));

-- What is left of an address when the site's name is taken from it, as letters.
CREATE TEMP MACRO address_words(url) AS letters(regexp_replace(url, '^https?://[^/]*', ''));

-- `brand` names the other site, `url` is an address, `exact` stands in the target's own address, `partial` has a word of
-- it, `generic` says nothing (read more), `picture` has no words, `words` is all else.
CREATE TEMP MACRO anchor_class(anchor, url, to_site) AS CASE
  WHEN letters(anchor) = '' THEN 'picture'
  WHEN regexp_matches(lower(anchor), '^(https?://\S+|www\.\S+|[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/\S*)?)$') THEN 'url'
  WHEN lower(anchor) IN (SELECT phrase FROM generic_anchors) THEN 'generic'
  WHEN length(own_word(to_site)) >= 3 AND contains(letters(anchor), own_word(to_site)) THEN 'brand'
  WHEN length(letters(anchor)) >= 3 AND contains(own_word(to_site), letters(anchor)) THEN 'brand'
  WHEN length(letters(anchor)) >= 4 AND contains(address_words(url), letters(anchor)) THEN 'exact'
  WHEN len(list_filter(regexp_extract_all(lower(anchor), '[\p{L}\p{N}]{4,}'), lambda word: contains(address_words(url), letters(word)))) > 0 THEN 'partial'
  ELSE 'words'
END;

-- Parts of five letters, in scripts that write a word in one or two signs of two.
CREATE TEMP MACRO parts_of(words, size) AS
  list_transform(range(1, length(words) - size + 2), lambda start: substring(words, start, size));

CREATE TEMP MACRO are_of_one_subject(one, other) AS list_has_any(
  parts_of(letters(one), CASE WHEN regexp_matches(one, '[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]') THEN 2 ELSE 5 END),
  parts_of(letters(other), CASE WHEN regexp_matches(one, '[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]') THEN 2 ELSE 5 END)
);

-- One row per site, other site and anchor that nearly all pages carry as a followed link.
CREATE TEMP TABLE sitewide AS
SELECT
  outward.site, outward.to_site, lower(outward.anchor) AS anchor, min(outward.to_url) AS to_url, min(outward.page) AS page,
  mode(outward.placement) AS placement
FROM outward
JOIN page_counts USING (site)
WHERE outward.followed AND outward.to_site NOT IN (SELECT site FROM social)
GROUP BY outward.site, outward.to_site, lower(outward.anchor)
HAVING count(DISTINCT outward.page) >= number('link_selling.sitewide_pages')
  AND count(DISTINCT outward.page) >= number('link_selling.sitewide_share') * any_value(page_counts.pages);

-- Those whose anchors are words for a thing and no name, address or part of a site's frame (Contact, Privacy).
CREATE TEMP TABLE sitewide_words AS
SELECT *
FROM sitewide
WHERE length(letters(anchor)) >= 3 AND anchor_class(anchor, to_url, to_site) IN ('exact', 'partial', 'words');

-- Those of them whose words lead to another site too: no reader needs both, two buyers of one wording do.
CREATE TEMP TABLE rivals AS
SELECT one.site, one.anchor, one.to_site, one.page
FROM sitewide_words AS one
WHERE EXISTS (
  SELECT 1 FROM sitewide_words AS other
  WHERE other.site = one.site AND other.anchor = one.anchor AND other.to_site <> one.to_site
);
