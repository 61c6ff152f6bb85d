"""Sums that come from rule files: arithmetic and comparisons, and nothing else that Python can do."""

from __future__ import annotations

import ast
import math
import operator
import re
from typing import TYPE_CHECKING, Any

from tunelint.model.errors import Problem, UserError, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BINARY: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_UNARY: dict[type[ast.AST], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
}
_MATH = {
    name: getattr(math, name) for name in ("sqrt", "log", "log10", "log2", "floor", "ceil", "exp", "fabs")
}


class Sum:
    """A sum that is reckoned from named counts; a user error where it is more than that.

    `names` are the counts it may use; `where` stands in errors. `&&`, `||` and `!` are read as in C.
    """

    def __init__(self, text: str, names: frozenset[str], where: str) -> None:
        self._text, self._names, self._where = text, names, where
        plain = re.sub(r"!(?!=)", " not ", text.replace("&&", " and ").replace("||", " or "))
        plain = " ".join(plain.split())
        try:
            self._tree = ast.parse(plain, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise self._fail("is no sum") from error
        self._check(self._tree)

    def of(self, counts: Mapping[str, float]) -> Any:
        """Its value; an `ArithmeticError` or `ValueError` where it has none."""
        return _value(self._tree, counts)

    def _check(self, node: ast.AST) -> None:  # noqa: C901 - one case for each node
        """Raises a user error for anything but numbers, known names, arithmetic and comparisons."""
        match node:
            case ast.Constant(value=bool() | int() | float()):
                return
            case ast.Name(id=name):
                if name not in self._names:
                    raise self._fail(f"names the unknown count “{name}”", nearest(name, self._names))
                return
            case ast.BinOp(op=op) if type(op) in _BINARY:
                pass
            case ast.UnaryOp(op=op) if type(op) in _UNARY:
                pass
            case ast.BoolOp():
                pass
            case ast.Compare(ops=ops) if all(type(op) in _BINARY for op in ops):
                pass
            case ast.Call(func=ast.Attribute(value=ast.Name(id="math"), attr=name), keywords=[]) if (
                name in _MATH
            ):
                for argument in node.args:
                    self._check(argument)
                return
            case _:
                raise self._fail("holds more than a sum", "numbers, counts, + - * / % and comparisons")
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self._check(child)

    def _fail(self, what: str, hint: str = "") -> UserError:
        return UserError(Problem(self._where, f"the formula “{self._text}” {what}", hint))


def _value(node: ast.expr, counts: Mapping[str, float]) -> Any:  # noqa: PLR0911 - one return for each node
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return counts[name]
        case ast.BinOp(left=left, op=op, right=right):
            return _BINARY[type(op)](_value(left, counts), _value(right, counts))
        case ast.UnaryOp(op=op, operand=operand):
            return _UNARY[type(op)](_value(operand, counts))
        case ast.BoolOp(op=op, values=values):
            each = (bool(_value(value, counts)) for value in values)
            return all(each) if isinstance(op, ast.And) else any(each)
        case ast.Compare(left=left, ops=ops, comparators=others):
            sides = [_value(side, counts) for side in (left, *others)]
            return all(_BINARY[type(op)](a, b) for a, op, b in zip(sides, ops, sides[1:], strict=False))
        case ast.Call(func=ast.Attribute(attr=name), args=args):
            return _MATH[name](*(_value(argument, counts) for argument in args))
    raise ValueError(ast.dump(node))
