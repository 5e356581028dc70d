"""`duplicates`: pairs that may be one place, and a person's word on them."""

from dataclasses import asdict

import click

from numna_geo.cli.cluster import AS_JSON
from numna_geo.cli.data import measured, migrated
from numna_geo.cli.database import opened
from numna_geo.cli.loading_report import matched_document, matched_line
from numna_geo.cli.output import Output
from numna_geo.cli.prebuilt import built
from numna_geo.store.duplicate_reading import PairLine
from numna_geo.usecases.decide_matches import doubtful_queue, take_back, take_decision

_PAIR = (str, str)


@click.command()
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    help="Pairs to list.",
)
@click.option("--same", type=_PAIR, help="Two records that are one place.")
@click.option("--different", type=_PAIR, help="Two records that are two places.")
@click.option("--forget", type=_PAIR, help="Take a decision back.")
@click.option("--reason", help="Why, for those who read the decision later.")
@AS_JSON
def duplicates(
    *,
    limit: int,
    same: tuple[str, str] | None,
    different: tuple[str, str] | None,
    forget: tuple[str, str] | None,
    reason: str | None,
    as_json: bool,
) -> None:
    """List doubtful pairs with their reasons, or decide on one.

    Records are named SOURCE:KEY, as the list shows them. A decision survives every
    reload, and is followed at once.
    """
    out = Output(as_json=as_json)
    asked = [pair for pair in (same, different, forget) if pair]
    if len(asked) > 1:
        raise click.UsageError("expected one of --same, --different, --forget")
    with opened() as engine:
        migrated(engine, out)
        if not asked:
            pairs = doubtful_queue(engine, limit=limit)
            for pair in pairs:
                _show(out, pair)
            out.line(f"{len(pairs)} pairs in doubt")
            out.result({"pairs": [asdict(pair) for pair in pairs]})
            return
        left, right = asked[0]
        with out.step("matching") as step:
            if forget:
                matched = take_back(engine, left, right)
            else:
                matched = take_decision(
                    engine, left, right, same=same is not None, reason=reason
                )
            step.note = matched_line(matched).strip()
        measured(engine, out)
        built(engine, out)
        out.result({"places": matched_document(matched)})


def _show(out: Output, pair: PairLine) -> None:
    out.line(f"{pair.score:.2f}  {pair.left}")
    out.line(f"      {pair.left_name} — {pair.left_address}")
    out.line(f"      {pair.right}")
    out.line(f"      {pair.right_name} — {pair.right_address}")
    out.line("      " + "; ".join(str(reason["text"]) for reason in pair.reasons))
