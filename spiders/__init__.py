"""The spiders: a name and a kind each; how a visit goes is in `prospector.crawling`."""
