"""Strict YAML: nodes with places, and from them dataclasses, with every mistake at once."""

from healthlint.strict.decode import Converter, Decoder, Field, decode, describe, fields_of
from healthlint.strict.names import did_you_mean, near
from healthlint.strict.nodes import Entry, Mapping, Node, Place, Scalar, Sequence, noun
from healthlint.strict.read import read_yaml

__all__ = [
    "Converter",
    "Decoder",
    "Entry",
    "Field",
    "Mapping",
    "Node",
    "Place",
    "Scalar",
    "Sequence",
    "decode",
    "describe",
    "did_you_mean",
    "fields_of",
    "near",
    "noun",
    "read_yaml",
]
