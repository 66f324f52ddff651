"""One change to one file that would let somebody see what they should not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Loosening:
    """`old` has to stand in the file exactly once. `by` are the tests that are asked first, as pytest is told them."""

    name: str
    path: str
    old: str
    new: str
    by: str = ""
