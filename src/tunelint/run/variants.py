"""The judges of single rows, as the overrides of the config want them for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.run.plan import change_rules, row_seats, seat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.judge.protocol import RowKind
    from tunelint.model.rule import Rule
    from tunelint.model.view import Batch
    from tunelint.run.parts import Override
    from tunelint.run.plan import Plan, Seat


class Variants:
    """The row judges of each combination of overrides, made when it is first met."""

    def __init__(self, plan: Plan, seats: Sequence[Seat], overrides: Sequence[Override]) -> None:
        self.plan, self.overrides = plan, overrides
        self.made: dict[tuple[int, ...], list[tuple[Rule, RowKind]]] = {(): row_seats(seats)}

    def split(self, batch: Batch) -> Iterator[tuple[Batch, list[tuple[Rule, RowKind]]]]:
        """The batch in parts whose rows match the same overrides, each with its judges."""
        kinds = dict.fromkeys(row.ref.overrides for row in batch.rows)
        for matched in kinds:
            yield (batch if len(kinds) == 1 else batch.part(matched)), self._judges(matched)

    def _judges(self, matched: tuple[int, ...]) -> list[tuple[Rule, RowKind]]:
        if matched not in self.made:
            old = {rule.id: rule for rule in self.plan.rules}
            rules = old
            for number in matched:
                rules, _ = change_rules(rules, self.overrides[number].rules, lambda _: "overrides")
            changed = [rule for name, rule in rules.items() if rule != old[name]]
            fresh = {item.rule.id: (item.rule, item.judge) for item in seat(changed, self.plan.settings)}
            self.made[matched] = [fresh.get(rule.id, (rule, judge)) for rule, judge in self.made[()]]
        return self.made[matched]
