"""``docs/settings.md`` names every setting of Prospector's own."""

import re
from pathlib import Path

from prospector import settings

DOCS = (Path(__file__).parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")


def test_every_setting_is_documented() -> None:
    documented = set(re.findall(r"^\| (PROSPECTOR_\w+) \|", DOCS, re.MULTILINE))
    assert documented == {name for name in vars(settings) if name.startswith("PROSPECTOR_")}


def test_manners_are_the_default() -> None:
    assert settings.CONCURRENT_REQUESTS_PER_DOMAIN == 1
    assert settings.DOWNLOAD_DELAY >= 1.0
    assert settings.DOWNLOAD_DELAY_JITTER == 0
    assert not settings.COOKIES_ENABLED
    assert "prospector.crawling.robots.RobotsMiddleware" in settings.DOWNLOADER_MIDDLEWARES
