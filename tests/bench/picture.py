"""Draw the report on the sample data as the picture of the README.

python -m tests.bench.picture
"""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

from tests.conftest import run_cli

ROOT = Path(__file__).parent.parent.parent


def main() -> None:
    chosen = "tone,terminology,readability,duplicate,outlier"
    done = run_cli("check", "sample_data/planted.jsonl", "--select", chosen, "--color", cwd=ROOT)
    lines = done.stdout.decode().splitlines()
    console = Console(record=True, width=112, file=Path("/dev/null").open("w", encoding="utf-8"))  # noqa: SIM115
    console.print(Text.from_ansi("\n".join(lines)))
    console.save_svg(str(ROOT / "sample_data" / "report.svg"), title="tunelint check sample_data")


if __name__ == "__main__":
    main()
