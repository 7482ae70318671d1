"""Write the parts of the docs that the code knows: tables, commands, settings, methods, and the picture in the README.

`python docs/generate.py` writes; `python docs/generate.py --check` says what is out of date and ends with 1.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import typer.main

from offscript.cli import app
from offscript.model import TABLES, column_doc, table_doc
from offscript.read.recognise import READERS
from offscript.show.brief.sections.methods import explained

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
NOTE = "<!-- Written by docs/generate.py from the code; change it there. -->\n\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def tables() -> str:
    """Every table of a case with its columns."""
    parts = [
        NOTE + "# Tables\n",
        "Times are microseconds since 1970 UTC; spans are `[start, end)` in code points of a version's text. `end`, `at` and "
        '`of` are words of SQL: write them as `"end"`, `"at"`, `"of"`.\n',
    ]
    for name, schema in TABLES.items():
        parts.append(f"## {name}\n\n{table_doc(schema)}\n\n| column | type | meaning |\n| --- | --- | --- |")
        parts += [f"| `{field.name}` | {field.type} | {_cell(column_doc(field))} |" for field in schema]
        parts.append("")
    return "\n".join(parts)


class Command(NamedTuple):
    """A command: its words, how it is used, what it does, and its arguments and options with what they mean."""

    words: str
    usage: str
    does: str
    given: list[tuple[str, str]]


def _command(command: Any, *words: str) -> Command:
    context = command.make_context(" ".join(words), [], resilient_parsing=True)
    usage = command.get_usage(context).replace("Usage: ", "")
    records = (parameter.get_help_record(context) for parameter in command.get_params(context))
    given = [record for record in records if record and "--help" not in record[0]]
    return Command(" ".join(words), usage, (command.help or "").strip(), given)


def _commands() -> Iterator[Command]:
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None) or {}
        yield from (_command(one, "offscript", name, below) for below, one in inner.items())
        if not inner:
            yield _command(command, "offscript", name)


def commands() -> str:
    """Every command with its options."""
    parts = [NOTE + "# Commands\n"]
    for one in _commands():
        parts += [f"## {one.words}\n", one.does + "\n", f"```\n{one.usage}\n```\n"]
        parts += [*(f"- `{name}`: {meaning}" for name, meaning in one.given), ""]
    return "\n".join(parts)


def _roff(text: str) -> str:
    """Text as roff takes it: a backslash, a hyphen, and a point or an apostrophe that opens a line are marked."""
    plain = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    plain = "".join(letter if letter.isascii() else f"\\[u{ord(letter):04X}]" for letter in plain)
    return f"\\&{plain}" if plain[:1] in (".", "'") else plain


def manual() -> str:
    """Every command as a page of the manual (man 7 man-pages)."""
    told = typer.main.get_command(app).help or ""
    parts = [
        '.\\" Written by docs/generate.py from the code; change it there.',
        ".TH OFFSCRIPT 1",
        f".SH NAME\noffscript \\- {_roff(told)}",
        ".SH SYNOPSIS\n.B offscript\n.I COMMAND\n[\\fIOPTION\\fR]...",
        ".SH COMMANDS",
    ]
    for one in _commands():
        parts.append(f".SS {_roff(one.usage)}\n{_roff(one.does)}")
        parts += [f".TP\n.B {_roff(name)}\n{_roff(meaning)}" for name, meaning in one.given]
    return "\n".join(parts)


def methods() -> str:
    """How each analysis works, in the words of its modules."""
    parts = [NOTE + "# Methods\n"]
    for name, texts in explained():
        parts.append(f"## {name}\n\n" + "\n\n".join(texts) + "\n")
    return "\n".join(parts)


def formats() -> str:
    """Every format that is read, in the words of its reader."""
    parts = [
        NOTE + "# Formats\n",
        "Recognised by what a file holds, in this order; force one with `--as NAME`. `offscript read CASE FILE --explain` says "
        "how a file would be read, and reads nothing.\n",
    ]
    for name, reader in READERS.items():
        parts.append(f"## {name}\n\n{(reader.__doc__ or '').strip()}\n\n| kept | as it stands there |\n| --- | --- |")
        parts += [f"| `{ours}` | {_cell(theirs)} |" for ours, theirs in reader.KEPT.items()]
        parts.append(f"\nNot kept: {reader.LOST}. Times: {reader.TIME}.\n")
    return "\n".join(parts)


WRITTEN = {
    "tables.md": tables,
    "commands.md": commands,
    "methods.md": methods,
    "formats.md": formats,
    "offscript.1": manual,
}


def stale() -> list[str]:
    """Names of generated files that are not what the code says now."""
    return [
        name
        for name, write in WRITTEN.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != _tidy(write())
    ]


def _tidy(text: str) -> str:
    return re.sub(r"[ \t]+\n", "\n", text).rstrip() + "\n"


def main() -> int:
    """Write the files, or check them."""
    if "--check" in sys.argv[1:]:
        for name in stale():
            print(f"docs/{name} is out of date: make docs")
        return 1 if stale() else 0
    for name, write in WRITTEN.items():
        (DOCS / name).write_text(_tidy(write()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
