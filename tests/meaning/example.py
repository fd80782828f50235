"""A small file of claims that is right in every part, to be read, and to be broken; and a list of hosts like it."""

HOSTS = {"example.org": "/terms/"}
GOOD_HOSTS = """\
format = 1

[[host]]
name = "example.org"
under = "/terms/"
whose = "Example"

[[host]]
name = "www.example.com"
under = "/"
whose = "Example"
"""

GOOD = """\
format = 2
platform = "example"
name = "Example"
setting = "Example AI"

[groups.rest]
all_but = ["EU", "GB"]

[[claim]]
id = "ex.default"
kind = "default"
applies = [
    { regions = ["rest"], from = 2024-09-18 },
    { regions = ["FR", "GB"], from = 2025-11-03, from_earliest = 2025-11-01, until = 2026-01-31, until_latest = 2026-02-03 },
]
sentence.en = "Example says this is on."
source = { title = "Example Help", publisher = "Example", kind = "platform", published = "2025-09", url = "https://example.org/terms/1" }
quote = "on by default"
confidence = "high"
retrieved = 2026-11-21
review_by = 2027-02-19
merges = ["ex.other"]

[[claim]]
id = "ex.basis"
kind = "basis"
basis = "legitimate-interests"
applies = [{ regions = ["EU"], from = 2025-11-03 }]
sentence.en = "Example names “legitimate interests”."
source = { title = "Example Notice", publisher = "Example", kind = "archive", published = "undated", read_through_a_copy = true }
quote = "our legitimate interests"
confidence = "medium"
retrieved = 2026-11-21
review_by = 2027-02-19
disputed_by = ["ex.default"]

[[claim]]
id = "ex.weak"
kind = "basis"
basis = "consent"
applies = [{ regions = ["all"], from = 2024-01-01 }]
sentence.en = "Somebody says it is consent."
source = { title = "A blog", publisher = "Example", kind = "press", published = "2025" }
quote = "consent"
confidence = "low"
retrieved = 2026-11-21
review_by = 2026-12-21

[[standing]]
word = "on-by-default"
regions = ["rest"]
from = 2024-09-18
claims = ["ex.default"]

[[standing]]
word = "not-offered"
regions = ["GB"]
until = 2025-11-02
claims = ["ex.default"]
"""  # noqa: E501 - an inline table stands in one line
