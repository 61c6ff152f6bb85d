"""Program code in the middle of prose that stands in no fence: found line by line."""

import re
from collections.abc import Iterator

_LINE = re.compile(
    r"""^[ \t]*(?:
      (?:async[ ]|export[ ])?(?:def|class|function|func|fn|interface|struct|enum)[ ]+\w+[^.!?]*[:{]
    | (?:elif|except|with|for|while|if|switch|catch|try|else|finally|do)\b[^.!?]*?[=<>()\[\]!][^!?]*[:{]
    | (?:else|try|finally|do)[ ]*[:{]
    | for[ ]+\w+(?:,[ ]*\w+)*[ ]+in[ ]+\S+:
    | (?:import|using)[ ]+[\w.{}*, ]+(?:[ ]as[ ]\w+)?;? | from[ ]+[\w.]+[ ]+import[ ]+.+
    | (?:return|yield|raise|throw|assert)\b.*(?:;|[()\[\]=<>*/+]).*
    | (?:return|break|continue|pass)\b[ ]?\w*;?
    | (?:public|private|protected|static|final|const|let|var|int|long|double|float|bool|boolean|char|string
        |String|void|auto|unsigned)[ ]+.*(?:[{;,(]|=.*)
    | [\w.\[\]'"$*&>-]+(?:[ ]*,[ ]*[\w.]+)*[ ]*(?:[-+*/%|&]|:|\*\*|//)?=(?!=)[ ]*\S.*
    | (?:await[ ]|new[ ]|console\.|\$)?[\w.:$>-]+\(.*\)(?:[ ]*[;{:]|[ ]+\w+(?:\.\w+)*[ ]*(?:=|\().*)?
    | .*[\w)\]"'}][ ]*(?:\(.*\)|[=<>+*/-]=?[ ]*\S+|\.\w+)[ ]*; | .*[)=>][ ]*\{ | [\])}]+[;,)]*
    | \}[ ]*(?:else|catch|finally|while)\b.* | \w[\w-]*:[ ]*[^;.!?]+;
    | [#@.]?[\w-]+(?:[ ,.#:>]+[\w-]+)*[ ]*\{ | @\w+(?:\(.*\))?
    | \#(?:include|define|ifdef|ifndef|endif|pragma|!/)[ /]*.*
    | \\(?:documentclass|usepackage|begin|end|(?:sub)*section|tableofcontents|title|author|item|new\w+
        |\w+\{).*
    | (?:SELECT|INSERT[ ]INTO|UPDATE|DELETE[ ]FROM|CREATE|ALTER|DROP|FROM|WHERE|GROUP[ ]BY|ORDER[ ]BY|HAVING
        |JOIN|(?:LEFT|RIGHT|INNER|OUTER)[ ]JOIN|VALUES|LIMIT|SET)\b.*
    | \$[ ]\S.*
    | (?:sudo|npm|npx|pip3?|docker|kubectl|curl|apt-get|git|mkdir|chmod|echo|export)[ ][\w.$"'/-].*
    | </?[\w!][^<>]*>(?:.*</\w+>)? | >>>[ ].* | =[A-Z]+\(.*\)
    )[ \t]*$""",
    re.VERBOSE,
)
_NOTE = re.compile(r"^[ \t]*(?://|\#(?!\#)|/\*|\*/|--[ ]|%|<!--)|^(?: {4}|\t)[ \t]*\S")
"""A comment, or an indented line: code beside code alone."""
_SIGNS = frozenset("(={;\\<$:") | {"SELECT", "import "}


def code_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of lines that are code: two or more beside each other, or all lines of a text.

    One line that looks like code among prose is taken as prose: "sum = 5" may be a sentence of a sum.
    """
    if not any(sign in text for sign in _SIGNS):
        return
    start = end = count = at = prose_lines = 0
    found = []
    for line in text.splitlines(keepends=True):
        after = at + len(line)
        if not line.strip():
            at = after
            continue
        if _LINE.match(line) or (count and _NOTE.match(line)):
            start = start if count else at
            end, count = after, count + 1
        else:
            prose_lines += 1
            found.append((start, end, count))
            count = 0
        at = after
    found.append((start, end, count))
    for first, last, lines in found:
        if lines > 1 or (lines and not prose_lines):
            yield first, last
