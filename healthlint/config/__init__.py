"""The configuration: one ``.healthlint.yaml``, found, read strictly, and applied to the rules."""

from healthlint.config.apply import apply
from healthlint.config.find import NAME, find
from healthlint.config.read import layers, read
from healthlint.config.schema import Config

__all__ = ["NAME", "Config", "apply", "find", "layers", "read"]
