-- Who is behind a site, as far as it says so.

-- One row per site: whether it says who is behind it (address, register number or named legal owner).
CREATE TEMP TABLE owners AS
SELECT
  site_list.site,
  coalesce(bool_or(family.family IN ('address', 'register', 'phone')), false) AS has_owner,
  coalesce(max(family.weight) FILTER (WHERE family.family IN ('address', 'register')) >= number('country.strong_owner'), false) AS is_identified
FROM site_list
LEFT JOIN country_families AS family ON family.site = site_list.site AND family.owner
GROUP BY site_list.site;
