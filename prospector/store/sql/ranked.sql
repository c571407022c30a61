-- The tables that a rank writes. Each is one file, replaced whole.

CREATE TABLE sites (
  site VARCHAR,
  name VARCHAR,
  home_url VARCHAR,
  kind VARCHAR,
  country VARCHAR,
  country_status VARCHAR,
  written_for VARCHAR,
  written_about VARCHAR,
  language VARCHAR,
  languages MAP(VARCHAR, DOUBLE),
  topic VARCHAR,
  topics MAP(VARCHAR, DOUBLE),
  topic_coherence DOUBLE,
  link_selling VARCHAR,
  quality DOUBLE,
  pages BIGINT,
  first_seen TIMESTAMPTZ,
  last_seen TIMESTAMPTZ,
  last_published DATE,
  country_reasons VARCHAR[],
  kind_reasons VARCHAR[],
  link_selling_reasons VARCHAR[],
  quality_reasons VARCHAR[],
  checks STRUCT(requirement VARCHAR, "name" VARCHAR, says VARCHAR, verdict VARCHAR, detail VARCHAR, page VARCHAR)[],
  evidence_urls VARCHAR[],
  linking_sites BIGINT,
  outcome VARCHAR,
  duplicate_of VARCHAR,
  seed_market VARCHAR,
  judged_at TIMESTAMPTZ
);

CREATE TABLE sections (
  section VARCHAR,
  site VARCHAR,
  country VARCHAR,
  country_status VARCHAR,
  language VARCHAR,
  topic VARCHAR,
  topics MAP(VARCHAR, DOUBLE),
  topic_coherence DOUBLE,
  pages BIGINT,
  last_seen TIMESTAMPTZ,
  judged_at TIMESTAMPTZ
);

CREATE TABLE rejected (
  market VARCHAR,
  site VARCHAR,
  reason VARCHAR,
  reasons VARCHAR[],
  evidence_urls VARCHAR[],
  judged_at TIMESTAMPTZ
);

CREATE TABLE prospects (
  rank BIGINT,
  site VARCHAR,
  section VARCHAR,
  name VARCHAR,
  home_url VARCHAR,
  kind VARCHAR,
  country VARCHAR,
  country_status VARCHAR,
  language VARCHAR,
  topic VARCHAR,
  link_selling VARCHAR,
  score DOUBLE,
  country_score DOUBLE,
  language_score DOUBLE,
  topic_score DOUBLE,
  quality_score DOUBLE,
  authority_score DOUBLE,
  reasons_for VARCHAR[],
  reasons_against VARCHAR[],
  opportunities VARCHAR[],
  checks VARCHAR[],
  best_page VARCHAR,
  landing_page VARCHAR,
  contact_url VARCHAR,
  contact_email VARCHAR,
  first_seen TIMESTAMPTZ,
  last_seen TIMESTAMPTZ,
  judged_at TIMESTAMPTZ
);
