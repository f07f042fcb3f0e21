"""Rule packs: found, loaded, proven by their examples, described. Data in, a ``RuleSet`` out."""

from healthlint.packs.load import Loaded, load, load_sound
from healthlint.packs.locate import builtin

__all__ = ["Loaded", "builtin", "load", "load_sound"]
