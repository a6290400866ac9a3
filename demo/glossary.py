"""The words of a community office, for the captions of all videos."""

from demo.content import CONTENT
from media.models import Glossary

TITLE = "社区常用词"


def add_glossary() -> None:
    """Once: whoever deletes or renames it may want none."""
    if not Glossary.objects.exists():
        Glossary.objects.create(title=TITLE, terms=(CONTENT / "glossary.txt").read_text(), is_everywhere=True)
