"""Text of the data made harmless for whatever shows it: terminals, Markdown, workflow logs, spreadsheets."""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SIGNS = {"\n": "⏎", "\t": "⇥", "\r": "␍"}
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]!|~>$#])")
_HTML = {"&": "&amp;", "<": "&lt;"}
_LINKS = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=[A-Za-z]-)(?=\d)", re.IGNORECASE)
_FORMULA = ("=", "+", "-", "@")
_BREAK = "\u200b"
"""A space of no width: it keeps names, addresses and numbers from turning into links."""


def printable(text: str) -> str:
    """The text with control, format and unassigned characters shown as a sign or their code.

    What is left can neither move a cursor nor end a line, and may stand in XML.
    """
    if text.isprintable():
        return text
    return "".join(char if _shows(char) else _visible(char) for char in text)


def _shows(char: str) -> bool:
    return unicodedata.category(char) not in _HIDDEN


def _visible(char: str) -> str:
    return _SIGNS.get(char, f"⟨{ord(char):04X}⟩")


def shorten(text: str, most: int) -> str:
    """The text, cut to `most` code points with an ellipsis where it is longer."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def markdown_text(text: str) -> str:
    """The text as Markdown that shows it: no markup, HTML, image, link, mention or table cell of its own."""
    plain = "".join(_HTML.get(char, char) for char in _PUNCTUATION.sub(r"\\\1", printable(text)))
    return _LINKS.sub(_BREAK, plain)


def markdown_code(text: str) -> str:
    """The text as a code span that fits in a table cell; nothing in it is markup."""
    plain = printable(text).replace("|", "\\|")
    fence = "`" * (max((len(run) for run in re.findall(r"`+", plain)), default=0) + 1)
    space = " " if plain.startswith("`") or plain.endswith("`") or not plain.strip() else ""
    return f"{fence}{space}{plain}{space}{fence}"


def command_text(text: str) -> str:
    """The text as the message of a GitHub workflow command; line feeds stay."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: str) -> str:
    """The text as a property of a GitHub workflow command."""
    return command_text(printable(text)).replace(":", "%3A").replace(",", "%2C")


def log_line(text: str) -> str:
    """The text as a line of a workflow log that is no command, in the old `##[` notation neither."""
    return no_command(printable(text))


def no_command(line: str) -> str:
    """A line that may hold colours, as a line of a workflow log that is no command."""
    line = line.replace("##[", "# #[")
    return f"∶∶{line.lstrip()[2:]}" if line.lstrip().startswith("::") else line


def spreadsheet_cell(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    plain = printable(text)
    return f"'{plain}" if plain.lstrip().startswith(_FORMULA) else plain
