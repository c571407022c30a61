"""How the checklist of a site looks on a terminal."""

from collections.abc import Mapping, Sequence

from prospector.cli.screen import say


def show_checklist(checks: Sequence[Mapping[str, str]]) -> None:
    """Print each check with its verdict, what was seen, and the page it was seen on."""
    for check in checks:
        detail = f" ({check['detail']})" if check["detail"] else ""
        say(f"  {check['requirement']}  {check['verdict']:<7}  {check['says']}{detail}")
        if check["page"]:
            say(f"                {check['page']}")
