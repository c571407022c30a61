"""Crawling: how sites are chosen, visited and fetched."""
