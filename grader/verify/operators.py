"""How a program is changed to see whether its tests notice: the mutation operators, on the syntax trees of tree-sitter.

source --> tree --> for each node, the rules of its type --> Change

The set follows the five operators that Offutt, Lee, Rothermel, Untch and Zapf found sufficient (An experimental
determination of sufficient mutant operators, ACM TOSEM 5(2), 1996): arithmetic, relational, logical and unary operators
replaced. Added are the deletion of statements (Deng, Offutt and Li, 2013), constants, conditions and return values.
A relational operator is moved by its boundary only: what lies further off is killed along with it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import tree_sitter_c
import tree_sitter_cpp
import tree_sitter_javascript
import tree_sitter_python
from tree_sitter import Language, Node, Parser


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Bytes `start` to `end` of a source, replaced."""

    start: int
    end: int
    replacement: bytes
    operator: str


Rule = Callable[[Node], Iterator[Change]]

ARITHMETIC = {b"+": b"-", b"-": b"+", b"*": b"/", b"/": b"*", b"%": b"*", b"//": b"*", b"**": b"*"}
BITWISE = {b"<<": b">>", b">>": b"<<", b"&": b"|", b"|": b"&", b"^": b"&"}
ASSIGNED = {sign + b"=": other + b"=" for sign, other in (ARITHMETIC | BITWISE).items()}
UPDATES = {b"++": b"--", b"--": b"++"}
RELATIONAL = {
    b"<": b"<=",
    b"<=": b"<",
    b">": b">=",
    b">=": b">",
    b"==": b"!=",
    b"!=": b"==",
    b"===": b"!==",
    b"!==": b"===",
    b"in": b"not in",
    b"not in": b"in",
    b"is": b"is not",
    b"is not": b"is",
}
LOGICAL = {b"&&": b"||", b"||": b"&&", b"and": b"or", b"or": b"and"}
OPERATORS = {
    **{sign: (other, "arithmetic") for sign, other in (ARITHMETIC | BITWISE | ASSIGNED | UPDATES).items()},
    **{sign: (other, "relational") for sign, other in RELATIONAL.items()},
    **{sign: (other, "logical") for sign, other in LOGICAL.items()},
}


def text(node: Node) -> bytes:
    return node.text or b""


def replaced(node: Node, replacement: bytes, operator: str) -> Iterator[Change]:
    if replacement != text(node):
        yield Change(start=node.start_byte, end=node.end_byte, replacement=replacement, operator=operator)


def sign_replaced(node: Node) -> Iterator[Change]:
    """Binary, assigning and updating operators, each by its one counterpart; Python compares with several at once."""
    for sign in node.children_by_field_name("operator") + node.children_by_field_name("operators"):
        if text(sign) in OPERATORS:
            other, operator = OPERATORS[text(sign)]
            yield from replaced(sign, other, operator)


def sign_dropped(node: Node) -> Iterator[Change]:
    """`-x` and `!x` become `x`."""
    sign, argument = node.child_by_field_name("operator"), node.child_by_field_name("argument")
    if sign is not None and argument is not None and text(sign) in (b"-", b"!"):
        operator = "logical" if text(sign) == b"!" else "arithmetic"
        yield from replaced(node, b"(" + text(argument) + b")", operator)


def not_dropped(node: Node) -> Iterator[Change]:
    argument = node.child_by_field_name("argument")
    if argument is not None:
        yield from replaced(node, b"(" + text(argument) + b")", "logical")


def condition_negated(node: Node) -> Iterator[Change]:
    condition = node.child_by_field_name("condition")
    if condition is not None:
        plain = condition.type in ("parenthesized_expression", "condition_clause")
        negated = b"(!" + text(condition) + b")" if plain else b"!(" + text(condition) + b")"
        yield from replaced(condition, negated, "condition")


def python_condition_negated(node: Node) -> Iterator[Change]:
    condition = python_condition(node)
    if condition is not None and b"__name__" not in text(condition):
        yield from replaced(condition, b"not (" + text(condition) + b")", "condition")


def python_condition(node: Node) -> Node | None:
    """An `if` within an expression or a comprehension has no field for it: it stands after the word `if`."""
    named = node.child_by_field_name("condition")
    words = [child.type for child in node.children]
    return node.children[words.index("if") + 1] if named is None and "if" in words else named


def number_moved(node: Node) -> Iterator[Change]:
    """By one up and down, and to 0. The sizes of C's arrays stay: what they are too large by shows in no output."""
    if node.parent is not None and node.parent.type == "array_declarator":
        return
    literal = text(node)
    for step in (b"+ 1", b"- 1"):
        yield from replaced(node, moved(literal, step), "constant")
    if literal not in (b"0", b"1"):
        yield from replaced(node, b"0", "constant")


def moved(literal: bytes, step: bytes) -> bytes:
    if literal.isdigit() and (literal == b"0" or not literal.startswith(b"0")):
        return str(int(literal) + (1 if step == b"+ 1" else -1)).encode()
    return b"(" + literal + b" " + step + b")"


def character_moved(node: Node) -> Iterator[Change]:
    yield from replaced(node, b"(" + text(node) + b" + 1)", "constant")


def truth_turned(node: Node) -> Iterator[Change]:
    turned = {b"True": b"False", b"False": b"True", b"true": b"false", b"false": b"true"}
    yield from replaced(node, turned[text(node)], "constant")


def range_moved(node: Node) -> Iterator[Change]:
    """The bound of `range`, where it's no literal, which is moved as such."""
    function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is None or arguments is None or text(function) != b"range" or not arguments.named_children:
        return
    bound = arguments.named_children[min(1, len(arguments.named_children) - 1)]
    if bound.type != "integer":
        for step in (b" + 1", b" - 1"):
            yield from replaced(bound, b"(" + text(bound) + b")" + step, "loop bound")


def deleted(instead: bytes) -> Rule:
    """A statement that does something gives way to one that doesn't; texts and bare declarations do nothing."""

    def rule(node: Node) -> Iterator[Change]:
        inner = node.named_children[0] if node.named_children else None
        bare = inner is not None and inner.type == "assignment" and inner.child_by_field_name("right") is None
        if node.type != "expression_statement" or not (inner is None or inner.type == "string" or bare):
            yield from replaced(node, instead, "statement")

    return rule


def nothing_returned(instead: bytes) -> Rule:
    def rule(node: Node) -> Iterator[Change]:
        if node.named_children:
            yield from replaced(node, instead, "return value")

    return rule


BRACED: Mapping[str, Rule] = {
    "binary_expression": sign_replaced,
    "assignment_expression": sign_replaced,
    "augmented_assignment_expression": sign_replaced,
    "update_expression": sign_replaced,
    "unary_expression": sign_dropped,
    "if_statement": condition_negated,
    "while_statement": condition_negated,
    "do_statement": condition_negated,
    "conditional_expression": condition_negated,
    "ternary_expression": condition_negated,
    "number_literal": number_moved,
    "number": number_moved,
    "char_literal": character_moved,
    "true": truth_turned,
    "false": truth_turned,
    "expression_statement": deleted(b"{}"),
    "break_statement": deleted(b"{}"),
    "continue_statement": deleted(b"{}"),
}
C = {**BRACED, "return_statement": nothing_returned(b"return 0;")}
JAVASCRIPT = {**BRACED, "return_statement": nothing_returned(b"return null;")}
PYTHON: Mapping[str, Rule] = {
    "binary_operator": sign_replaced,
    "augmented_assignment": sign_replaced,
    "comparison_operator": sign_replaced,
    "boolean_operator": sign_replaced,
    "not_operator": not_dropped,
    "unary_operator": sign_dropped,
    "if_statement": python_condition_negated,
    "elif_clause": python_condition_negated,
    "while_statement": python_condition_negated,
    "conditional_expression": python_condition_negated,
    "if_clause": python_condition_negated,
    "integer": number_moved,
    "float": number_moved,
    "true": truth_turned,
    "false": truth_turned,
    "call": range_moved,
    "expression_statement": deleted(b"pass"),
    "break_statement": deleted(b"pass"),
    "continue_statement": deleted(b"pass"),
    "raise_statement": deleted(b"pass"),
    "delete_statement": deleted(b"pass"),
    "return_statement": nothing_returned(b"return None"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A language that can be mutated: how its files are named, its grammar, and the rules of its nodes."""

    suffixes: tuple[str, ...]
    grammar: Callable[[], object]
    rules: Mapping[str, Rule]


DIALECTS = {
    "c": Dialect(suffixes=(".c",), grammar=tree_sitter_c.language, rules=C),
    "cpp": Dialect(suffixes=(".cpp", ".cc", ".cxx"), grammar=tree_sitter_cpp.language, rules=C),
    "python": Dialect(suffixes=(".py",), grammar=tree_sitter_python.language, rules=PYTHON),
    "node": Dialect(suffixes=(".js", ".mjs", ".cjs"), grammar=tree_sitter_javascript.language, rules=JAVASCRIPT),
}


def changes(dialect: Dialect, source: bytes) -> Iterator[Change]:
    """Every change that a rule makes, in the order of the source."""
    tree = Parser(Language(dialect.grammar())).parse(source)
    waiting = [tree.root_node]
    while waiting:
        node = waiting.pop()
        if node.is_named and node.type in dialect.rules:
            yield from dialect.rules[node.type](node)
        waiting += reversed(node.children)
