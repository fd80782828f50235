"""The window: pages show state and report intent; they decide nothing.

The rooms without Qt come first. Once PySide6 is loaded it has the source read of every module that an import names
(shibokensupport's `feature_imported`), the standard library's too, so what is known before costs a start less.
"""

from demur import wiring as _wiring  # noqa: F401
from demur.meaning import region_names as _region_names  # noqa: F401
from demur.words import accounts as _accounts  # noqa: F401
from demur.words import signing_in as _signing_in  # noqa: F401
from demur.words import states as _states  # noqa: F401
