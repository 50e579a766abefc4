"""The pages of the handbook's reference that are made from the program itself.

python packaging/site/reference.py

writes them into `scheduler/handbook/reference/`, and takes away what no longer has a page. A test fails where one of
them is not what this would write.
"""

from pathlib import Path

from reference_commands import command_pages
from reference_law import law_page
from reference_python import python_page
from reference_tables import settings_page, tables_page
from reference_words import frames_page, glossary_page, rules_page, wishes_page

REFERENCE = Path(__file__).parents[2] / "scheduler" / "handbook" / "reference"


def made() -> dict[str, str]:
    """Return every page that is made, by its file below the reference."""
    return {
        **command_pages(),
        "columns.md": tables_page(),
        "settings.md": settings_page(),
        "rules.md": rules_page(),
        "wishes.md": wishes_page(),
        "the-law.md": law_page(),
        "frames.md": frames_page(),
        "python.md": python_page(),
        "glossary.md": glossary_page(),
    }


def main() -> None:
    """Write every page, and take away the pages of commands that there are no more."""
    pages = made()
    for name, text in pages.items():
        file = REFERENCE / name
        file.parent.mkdir(exist_ok=True)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8", newline="\n")
            print(f"Wrote {file}")
    for file in (REFERENCE / "commands").glob("*.md"):
        if f"commands/{file.name}" not in pages:
            file.unlink()
            print(f"Took away {file}")


if __name__ == "__main__":
    main()
