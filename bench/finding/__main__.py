"""`python -m bench.finding [DATA]`: measures ranking on real communities, prints a Markdown table, writes JSON.

The protocol: the answered questions of a community's last fifth, each with only what was known before its day;
candidates have five earlier answers, the asker is left out; relevant are those who answered. Deterministic.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from bench.finding.bounds import bounds_table
from bench.finding.community import Community
from bench.finding.dutch import dutch_rows
from bench.finding.fitting import fit_weights, weights_file
from bench.finding.running import ROWS, Measured, measure
from kring.finding.rules import Weights
from kring.finding.shipped import shipped_weights

COMMUNITIES = ("onstartups", "quantum", "matheducators")
WEIGHTS = Path(__file__).parents[2] / "src" / "kring" / "finding" / "weights.json"
SHOWN = ("MRR", "P@1", "S@5", "R@5", "NDCG@10", "busiest", "busiest first")


def main(arguments: list[str] | None = None) -> int:
    """Run the bench; 0 if it measured, 2 if there was nothing to measure."""
    options = _options(arguments)
    there = [name for name in COMMUNITIES if (options.data / name / "Posts.xml").is_file()]
    if not there:
        print(
            f"no data: {options.data} holds none of {', '.join(COMMUNITIES)} (a folder each, with Posts.xml)",
            file=sys.stderr,
        )
        return 2
    started = time.monotonic()
    communities = [Community(options.data / name) for name in there]
    if options.bounds:
        print(bounds_table(communities, options.data))
        return 0
    if options.fit:
        WEIGHTS.write_text(weights_file(fit_weights(communities)), encoding="utf-8")
        shipped_weights.cache_clear()
    results = [measure(community, shipped_weights(), _left_out(communities, community)) for community in communities]
    print(_table(results))
    dutch = dutch_rows(communities, options.dutch, shipped_weights())
    print(_dutch_table(dutch))
    # The time goes to the screen alone: the file is the same for the same data.
    print(f"\n{time.monotonic() - started:.0f} s", file=sys.stderr)
    if options.json:
        options.json.write_text(
            json.dumps({"communities": [asdict(one) for one in results], "dutch": dutch}, indent=2) + "\n",
            encoding="utf-8",
        )
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.finding", description=__doc__)
    parser.add_argument(
        "data",
        nargs="?",
        type=Path,
        default=Path("../shared/data/stackexchange"),
        help="folder with a dump per community",
    )
    parser.add_argument(
        "--dutch", type=Path, default=Path("../shared/data/finding/queries_nl.jsonl"), help="Dutch titles of questions"
    )
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument(
        "--bounds", action="store_true", help="print instead how much there is to gain, also in communities still young"
    )
    parser.add_argument("--fit", action="store_true", help="first learn the weights anew and write weights.json")
    return parser.parse_args(arguments)


def _left_out(communities: list[Community], one: Community) -> Weights | None:
    """Weights learned from all other communities; None where there is no other."""
    others = [community for community in communities if community is not one]
    return fit_weights(others) if others else None


def _table(results: list[Measured]) -> str:
    lines = [f"| community | ranking | {' | '.join(SHOWN)} |", f"|---|---|{'---|' * len(SHOWN)}"]
    for one in results:
        for row in ROWS:
            if row in one.rows:
                figures = " | ".join(f"{one.rows[row][name]:.3f}" for name in SHOWN)
                lines.append(f"| {one.community} ({one.questions}) | {row} | {figures} |")
    lines += ["", "| community | against BM25 vote | MRR ratio | 95 % |", "|---|---|---|---|"]
    for one in results:
        for row, (ratio, low, high) in one.ratios.items():
            lines.append(f"| {one.community} | {row} | {ratio:.2f} | {low:.2f} to {high:.2f} |")
    return "\n".join(lines)


def _dutch_table(rows: list[dict[str, object]]) -> str:
    if not rows:
        return "\nno Dutch queries: none measured"
    lines = ["", "| asked | tags | MRR | against English title | against English in full |", "|---|---|---|---|---|"]
    lines += [
        f"| {row['asked']} | {row['tags']} | {row['MRR']:.3f} | {row['of title']:.0%} | {row['of full']:.0%} |"
        for row in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
