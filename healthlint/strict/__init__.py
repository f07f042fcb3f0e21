"""Strict YAML: nodes with places, and from them dataclasses, with every mistake at once."""

from healthlint.strict.nodes import Entry, Mapping, Node, Place, Scalar, Sequence
from healthlint.strict.read import read_yaml

__all__ = ["Entry", "Mapping", "Node", "Place", "Scalar", "Sequence", "read_yaml"]
