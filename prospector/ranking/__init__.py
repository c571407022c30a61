"""Ranking: sites judged and prospects ranked, in SQL over the store."""
