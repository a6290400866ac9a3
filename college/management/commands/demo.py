import unicodedata

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Adds the demonstration: courses, pages and accounts. What is there already is left as it is."

    def handle(self, **options: object) -> None:
        if settings.SETTINGS_MODULE.endswith(".production"):
            raise CommandError("Everybody knows the passwords of the demo's accounts: it is not for a production site.")
        from demo.build import accounts, build
        from demo.people import cards

        build(lambda title: self.stdout.write(f"Adding {title} …"))
        rows: list[tuple[str, ...]] = [("登录名", "密码", "姓名", "身份")]
        rows += [(account.username, account.password, account.name, account.role) for account in accounts()]
        self.stdout.write("\n".join(table(rows)))
        for name, address in cards().items():
            self.stdout.write(f"\n{name}的登录卡: {address}")


def table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
