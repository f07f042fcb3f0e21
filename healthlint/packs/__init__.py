"""Rule packs: found, loaded, proven by their examples, described. Data in, a ``RuleSet`` out."""

from healthlint.packs.kept import prepared
from healthlint.packs.load import Loaded, load, load_sound
from healthlint.packs.locate import builtin
from healthlint.packs.precision import Precision, measured

__all__ = ["Loaded", "Precision", "builtin", "load", "load_sound", "measured", "prepared"]
