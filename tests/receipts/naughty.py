"""Five hundred and fifteen texts that trouble programs, made here kind by kind: markup, formulas, queries, commands,
formats, paths, marks and scripts that don't print or print in odd ways. Nothing of it is taken from anybody's list."""

import unicodedata

_MARKUP = (
    "<script>{0}</script>",
    "<img src=x onerror={0}>",
    "<svg/onload={0}>",
    "</dd></dl><h1>{0}</h1>",
    '" onmouseover="{0}',
    "' autofocus onfocus='{0}",
    "<!-- {0} -->",
    "<![CDATA[{0}]]>",
    "&lt;b&gt;{0}&lt;/b&gt;",
    "<a href='javascript:{0}'>x</a>",
    "<iframe srcdoc='{0}'></iframe>",
    "<style>*{{content:'{0}'}}</style>",
    "<meta http-equiv=refresh content='0;{0}'>",
    "]]><x>{0}</x>",
    "</title><body>{0}",
    "<details open ontoggle={0}>",
)
_ACTS = ("alert(1)", "x", "data:text/html,1", "&#106;s", "%6as", "fetch(1)")
_FORMULAS = (
    "1+1",
    'HYPERLINK("x")',
    "cmd|' /C calc'!A0",
    "SUM(A1:A9)",
    'IMPORTXML("x","y")',
    "A1&B1",
    "-1",
    "WEBSERVICE(1)",
)
_STARTS = ("=", "+", "-", "@", "\t=", "\r=", " =", "＝", "'=", '"=')
_QUERIES = (
    "' OR 1=1 --",
    "'; DROP TABLE entries; --",
    '" UNION SELECT 1',
    "%' AND '1'='1",
    "1;ATTACH 'x'",
    "\\' OR 1--",
)
_COMMANDS = ("$(touch x)", "`id`", "; rm -rf .", "| cat", "&& true", "$HOME", "%COMSPEC%", "\\\\host\\share", "~/.ssh")
_FORMATS = (
    "%s%n",
    "{0}",
    "{0.__class__}",
    "${x}",
    "%(x)s",
    "{{7*7}}",
    "#{1}",
    "@RECEIPT@",
    "@WATERMARK@",
    "%%",
    "{",
    "}",
)
_PATHS = (
    "../../x",
    "..\\..\\x",
    "/dev/null",
    "C:\\x",
    "file:///x",
    "con",
    "aux.txt",
    ".",
    "..",
    "a/b",
    "nul\x00x",
    "x" * 600,
)
_VALUES = (
    "",
    " ",
    "null",
    "None",
    "NaN",
    "true",
    "0",
    "-0",
    "1e309",
    "0x0",
    "1/0",
    "undefined",
    "[]",
    "{}",
    '""',
    "\\",
    "\\u0000",
)
_HIDDEN = tuple(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x61C, *range(0x200B, 0x2010), 0x2028))
_HIDDEN_TOO = tuple(
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xFFF9, 0xFFFE, 0xE0001)
)
_MARKS = tuple(f"e{chr(code)}" * 3 for code in range(0x300, 0x340))
_SCRIPTS = tuple(
    "".join(chr(start + step) for step in range(6))
    for start in (0x391, 0x410, 0x5D0, 0x627, 0x905, 0xE01, 0x10D0, 0x1100, 0x3042, 0x4E00, 0xAC00, 0x1D400, 0x1F600)
)


def naughty_strings() -> list[str]:
    """Return 515 different texts."""
    found = [markup.format(act) for markup in _MARKUP for act in _ACTS]
    found += [start + formula for start in _STARTS for formula in _FORMULAS]
    found += [*_QUERIES, *_COMMANDS, *_FORMATS, *_PATHS, *_VALUES, *_SCRIPTS, *_MARKS]
    found += [f"a{sign}b" for sign in (*_HIDDEN, *_HIDDEN_TOO)]
    found += [
        unicodedata.normalize(form, "é ﬁ Å ½ 한글") + str(number)
        for form in ("NFC", "NFD", "NFKD")
        for number in range(9)
    ]
    found += [
        sign * 64 for sign in ("\u202e", "\ud800", "\U0010ffff", "\u0489", "𝔸", "ß", "İ", "'", '"', "<", "&", "=")
    ]
    different = list(dict.fromkeys(found))
    number = 0
    while len(different) < 515:
        different.append(f"{different[number]}{different[-1 - number % 40][:20]}")
        number += 7
    return different[:515]
