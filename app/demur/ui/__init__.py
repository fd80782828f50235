"""The window: pages show state and report intent; they decide nothing.

Whoever imports this room has Python import as it always does. PySide6 puts a function of its own before `__import__`,
for its switches (`from __feature__ import snake_case`): it has the source of every module that is imported from then on
read, and keeps it, to look for its own name (shibokensupport's `feature_imported`). Demur uses none of those switches,
so it would be time of a start, and memory, for nothing.
"""

import builtins

import PySide6.QtCore  # noqa: F401  # it is this that puts the function there

_pythons_own = vars(builtins).get("__orig_import__")
if _pythons_own is not None:
    builtins.__import__ = _pythons_own
