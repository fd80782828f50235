#!/usr/bin/env python3
"""Checks the receipt in this folder: python3 -I -S verify.py [FOLDER ...]

Needs Python 3.9 or newer and nothing else. Signatures are checked with openssl; where there is none that knows Ed25519,
by the arithmetic of RFC 8032 below. Ends with 0: valid, 1: not valid, 2: can't tell, the worst of several folders.
What it can't say: whose key it is (compare fingerprints), and whether the platform told the truth.
"""

import base64
import calendar
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

HOLDS, FAILS, OPEN, UNCHECKED = "holds: ", "doesn't hold: ", "stays open: ", "was not checked: "
FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
SPKI = bytes.fromhex("302a300506032b6570032100")  # what stands before a raw key in a public key file (RFC 8410)
MARK = b"\n\1"  # what stands before a log's key where its id is made (C2SP signed-note)
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # RFC 8032, 5.1
D, ROOT = -121665 * pow(121666, P - 2, P) % P, pow(2, (P - 1) // 4, P)


class Wrong(Exception):
    """Something doesn't hold; its text is the sentence."""


class Missing(Exception):
    """Something can't be looked at; its text is the sentence."""


def need(condition, sentence):
    if not condition:
        raise Wrong(sentence)


def is_there(folder, name):
    return (folder / name).is_symlink() or (folder / name).exists()


def read(folder, name, limit=1 << 16):
    path = folder / name
    if path.is_symlink() or not path.is_file():
        raise Missing(f"{name} is not here, or is no plain file.")
    with path.open("rb") as file:
        content = file.read(limit + 1)
    need(len(content) <= limit, f"{name} is too long.")
    return content


def compare(folder, name, expected):
    """A file that only repeats what stands elsewhere may be left out."""
    if is_there(folder, name):
        need(read(folder, name) == expected, f"{name} does not say the same as the receipt.")


# Canonical JSON: RFC 8785, which the standard library writes for what a receipt may hold


def jcs(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def refuse(_text):
    raise ValueError


def unique(pairs):
    need(len(dict(pairs)) == len(pairs), "a field stands twice.")
    return dict(pairs)


def parse(content):
    """Return a JSON object whose bytes are in canonical form and in a receipt's profile."""
    try:
        text = content.decode()
        depth = 0
        for sign in re.sub(r'"(?:\\.|[^"\\])*"', "", text):
            depth += (sign in "[{") - (sign in "]}")
            need(depth <= 8, "it is nested too deeply.")
        value = json.loads(text, parse_float=refuse, parse_constant=refuse, object_pairs_hook=unique)
        need(isinstance(value, dict) and jcs(value) == content, "its bytes are not in canonical form.")
    except ValueError:
        raise Wrong("it is not JSON of the kind a receipt is.") from None
    check_profile(value)
    return value


def check_profile(value):
    if isinstance(value, dict):
        need(all(re.fullmatch("[A-Za-z][A-Za-z0-9]*", name) for name in value), "a field name is not allowed.")
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        check_profile(inner)
    if isinstance(value, str):
        need(not FORBIDDEN.search(value) and unicodedata.is_normalized("NFC", value), "a text is not allowed.")
    elif isinstance(value, int):
        need(abs(value) < 2**53, "a number is too large.")


# Encodings, each compared with what an encoder writes


def base58(raw):
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = BASE58[rest] + text
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + text


def unbase58(text):
    number = 0
    for sign in text[:128]:
        need(sign in BASE58, "a key or signature is not base58.")
        number = number * 58 + BASE58.index(sign)
    raw = b"\0" * (len(text) - len(text.lstrip("1"))) + number.to_bytes((number.bit_length() + 7) // 8, "big")
    need(base58(raw) == text, "a key or signature is not base58.")
    return raw


def base64_of(raw):
    return base64.b64encode(raw).decode()


def unbase64(text):
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Wrong("something is not base64.") from None
    need(base64_of(raw) == text, "something is not base64.")
    return raw


def pem(public):
    return f"-----BEGIN PUBLIC KEY-----\n{base64_of(SPKI + public)}\n-----END PUBLIC KEY-----\n".encode()


def multikey(public):
    return "z" + base58(b"\xed\1" + public)


def sha(raw):
    return hashlib.sha256(raw).hexdigest()


# Ed25519: openssl, or the arithmetic of RFC 8032, 5.1.4


def add(one, two):
    a, b = (one[1] - one[0]) * (two[1] - two[0]), (one[1] + one[0]) * (two[1] + two[0])
    c, d = 2 * one[3] * two[3] * D, 2 * one[2] * two[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor, point):
    found = (0, 1, 1, 0)
    while factor:
        found = add(found, point) if factor & 1 else found
        point, factor = add(point, point), factor >> 1
    return found


def packed(point):
    x, y = (part * pow(point[2], P - 2, P) % P for part in point[:2])
    return (y | (x & 1) << 255).to_bytes(32, "little")


def unpacked(raw):
    """Return the point that 32 bytes stand for, or None (RFC 8032, 5.1.3)."""
    number = int.from_bytes(raw, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * ROOT % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P


BASE = unpacked((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def by_arithmetic(public, signature, message):
    key, factor = unpacked(public), int.from_bytes(signature[32:], "little")
    if key is None or len(signature) != 64 or factor >= L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    minus = (P - key[0], key[1], 1, P - key[3])
    return packed(add(times(factor, BASE), times(challenge, minus))) == signature[:32]


def by_openssl(public, signature, message):
    with tempfile.TemporaryDirectory() as folder:
        key, signed, text = (Path(folder, name) for name in ("key", "signature", "message"))
        for file, content in ((key, pem(public)), (signed, signature), (text, message)):
            file.write_bytes(content)
        line = ["openssl", "pkeyutl", "-verify", "-pubin", "-rawin", "-inkey", key, "-sigfile", signed, "-in", text]
        return subprocess.run(line, capture_output=True, check=False).returncode == 0


def chosen():
    """Return how signatures are checked: by openssl where it knows RFC 8032's second example, whole and altered."""
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = "kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA=="
    try:
        good, bad = (by_openssl(public, base64.b64decode(signature), message) for message in (b"r", b"s"))
    except OSError:
        good, bad = False, False  # there is no openssl: the arithmetic needs none
    if good and not bad:
        return by_openssl, "openssl"
    return by_arithmetic, "the arithmetic of RFC 8032, since no openssl here knows Ed25519"


# The checks; each returns its sentence


def check_signature(fields, folder, stem, is_signed):
    """W3C vc-di-eddsa 1.0, 3.3: the hash of the proof's settings and that of the document are what is signed."""
    proof = dict(fields["proof"])
    method, text = proof["verificationMethod"], proof.pop("proofValue")
    signature, raw = unbase58(text[1:]), unbase58(method.rpartition("#z")[2])
    public = raw[2:]
    kind = (proof["type"], proof["cryptosuite"], proof["proofPurpose"])
    need(kind == ("DataIntegrityProof", "eddsa-jcs-2022", "assertionMethod"), "the proof is of another kind.")
    need((text[0], len(signature), len(public)) == ("z", 64, 32), "the key or signature has no right form.")
    need(method == "did:key:{0}#{0}".format(multikey(public)), "the key is not a did:key of Ed25519.")
    document = {name: value for name, value in fields.items() if name != "proof"}
    message = hashlib.sha256(jcs(proof)).digest() + hashlib.sha256(jcs(document)).digest()
    need(is_signed(public, signature, message), "the signature does not fit the content.")
    compare(folder, stem + ".sig", signature)
    compare(folder, "receipt-key.pem", pem(public))
    return f"its signature fits. Key fingerprint: {sha(public)}", public


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def check_place(content, fields, folder, stem, is_signed):
    text = read(folder, stem + ".tlog-proof").decode(errors="replace")
    form = r"c2sp\.org/tlog-proof@v1\nindex (0|[1-9][0-9]{0,14})\n((?:[A-Za-z0-9+/=]{44}\n){0,63})\n(.+)"
    found = re.fullmatch(form, text, re.DOTALL)
    need(found, "the proof of place has no right form.")
    form = "((\\S+)\n([1-9][0-9]{0,14})\n([A-Za-z0-9+/=]{44})\n)\n\u2014 (\\S+) ([A-Za-z0-9+/=]{92})\n"
    note = re.fullmatch(form, found[3])
    need(note and note[2] == note[5] == fields["log"]["origin"], "the proof is of another log than the receipt names.")
    index, size, signed = int(found[1]), int(note[3]), unbase64(note[6])
    need(index == fields["log"]["index"] and index < size, "the proof is of another place than the receipt names.")
    whole, before = roots(content, index, size, [unbase64(line) for line in found[2].split("\n")[:-1]])
    need(whole == unbase64(note[4]), "the receipt is not in the log at that place.")
    earlier = "sha256:" + (before or hashlib.sha256(b"").digest()).hex()
    need(fields["log"]["prevRoot"] == earlier, "the earlier entries are not those the receipt was sealed after.")
    compare(folder, "checkpoint", found[3].encode())
    public = log_key(folder)
    name = r"(practice\.)?demur\.invalid/ledger/" + sha(public)[:16]
    need(re.fullmatch(name, note[2]), "log-key.pem is not the key that the log's name stands for.")
    need(signed[:4] == hashlib.sha256(note[2].encode() + MARK + public).digest()[:4], "the log's key id is wrong.")
    need(is_signed(public, signed[4:], note[1].encode()), "the log's signature is wrong.")
    return f"it is entry {index} in a log of {size}, signed by the log. Key fingerprint: {sha(public)}"


def roots(content, index, size, path):
    """Return the log's root by RFC 9162, 2.1.3.2, and the root before the receipt, which its left siblings make."""
    at, last, whole, before = index, size - 1, hashlib.sha256(b"\0" + content).digest(), b""
    for sibling in path:
        need(last, "the proof of place is too long.")
        if at & 1 or at == last:
            whole, before = node(sibling, whole), node(sibling, before) if before else sibling
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            whole = node(whole, sibling)
        at, last = at >> 1, last >> 1
    need(last == 0, "the proof of place is too short.")
    return whole, before


def log_key(folder):
    content = read(folder, "log-key.pem")
    public = unbase64(content.decode(errors="replace")[27:-26])[12:]
    need(content == pem(public) and len(public) == 32, "log-key.pem has no right form.")
    return public


def check_keys(fields, folder, public):
    log, origin = log_key(folder), fields["log"]["origin"]
    lines = {"log": origin, "practice": "yes" if origin.startswith("practice.") else "no"}
    for name, key in (("receipt-key", public), ("log-key", log)):
        lines[name], lines[name + "-sha256"] = multikey(key), sha(key)
    note_id = sha(origin.encode() + MARK + log)[:8]
    lines["note-verifier-key"] = f"{origin}+{note_id}+{base64_of(MARK[1:] + log)}"
    compare(folder, "keys.txt", "".join(f"{name}: {value}\n" for name, value in lines.items()).encode())
    return "the key files and keys.txt agree."


def check_disclosed(fields, folder):
    """What is disclosed is what the receipt commits to: a salted digest of each stands in it."""
    if not is_there(folder, "disclosures.json"):
        return "nothing is disclosed."
    content = read(folder, "disclosures.json")
    try:
        value = json.loads(content)
        right = {"receipt": fields["id"], "schema": "https://demur.invalid/schema/disclosures/1"}
        is_right = jcs(value) == content and value == {**right, "disclosed": list(value["disclosed"])}
        need(is_right, "disclosures.json was altered, or is of another receipt.")
        found = [check_line(line, fields, folder) for line in value["disclosed"]]
        need(len({line["digest"] for line in value["disclosed"]}) == len(found), "something is disclosed twice.")
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Wrong("disclosures.json has no right form.") from None
    return f"disclosed, and what was sealed: {', '.join(found) or 'nothing'}"


def check_line(line, fields, folder):
    if line["name"] == "evidence":
        need(set(line) == {"digest", "file", "name", "salt", "side"}, "disclosures.json has no right form.")
        is_named = re.fullmatch(r"evidence/(before|after)\.(txt|bin|png|jpg)", line["file"])
        need(is_named and is_named[1] == line["side"], "an evidence file is misnamed.")
        need(not (folder / "evidence").is_symlink() and is_there(folder, line["file"]), "an evidence file is missing.")
        value, ending = content_of(read(folder, line["file"], 1 << 23))
        need(is_named[2] == ending, "an evidence file is misnamed.")
        sealed = fields.get(line["side"], {}).get("evidence", [])
    else:
        need(set(line) == {"digest", "name", "salt", "value"}, "disclosures.json has no right form.")
        value = line["value"]
        sealed = fields["account"][:1] if line["name"] == "handle" else fields["account"][1:]
    digest = "sha256:" + sha(jcs([line["salt"], line["name"], value]))
    need(digest == line["digest"] and digest in sealed, f"{line.get('file', line['name'])} is not what was sealed.")
    return line.get("file") or f"{line['name']} {json.dumps(value)}"


def content_of(raw):
    """Return evidence as it was sealed, as text or in base64, and the ending that its file has."""
    pictures = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
    ending = next((kind for head, kind in pictures.items() if raw.startswith(head)), None)
    try:
        return raw.decode(), ending or "txt"
    except ValueError:
        return base64_of(raw), ending or "bin"


# Time tokens (RFC 3161): openssl looks at them, at the time that each names, since certificates run out


def der(content):
    """Return the value of each element that stands in DER one after another (X.690, 8.1)."""
    found, at = [], 0
    while at < len(content):
        length, at = content[at + 1], at + 2
        if length > 0x7F:
            more = length & 0x7F
            length, at = int.from_bytes(content[at : at + more], "big"), at + more
        found.append(content[at : at + length])
        at += length
    return found


def time_of(answer):
    """Return genTime: response, token, signed data, its content, TSTInfo, and there the fifth field."""
    try:
        for place in (0, 1, 1, 0, 2, 1, 0, 0, 4):
            answer = der(answer)[place]
        return time.strptime(answer[:14].decode(), "%Y%m%d%H%M%S")
    except (IndexError, ValueError):
        raise Wrong("a time token has no right form.") from None


def check_time(folder, name):
    roots = "tsa-{1}.pem".format(*name.split("."))
    at, certificates = time_of(read(folder, name, 1 << 18)), read(folder, roots)
    need(is_there(folder, "checkpoint"), f"{name} dates a checkpoint that is not here.")
    files = [option for pair in (("-data", "checkpoint"), ("-in", name), ("-CAfile", roots)) for option in pair]
    line = ["openssl", "ts", "-verify", *files, "-attime", str(calendar.timegm(at))]
    try:
        ran = subprocess.run(line, cwd=folder, capture_output=True, check=False)
    except OSError:
        raise Missing(f"{name}: there is no openssl here.") from None
    said = ran.stdout + ran.stderr
    need(b"Verification: FAILED" not in said, f"{name} is no token for this checkpoint under {roots}.")
    if ran.returncode or b"Verification: OK" not in said:
        raise Missing(f"{name}: the openssl here can't look at it.")
    when = time.strftime("%Y-%m-%d %H:%M:%S UTC", at)
    return f"{name} dates it: {when}, under {roots} (SHA-256 of that file: {sha(certificates)})"


def check(folder, is_signed, say):
    """Check one folder and return its exit code; every sentence goes to `say`."""
    names = [path.name for path in folder.iterdir() if re.fullmatch(r"[0-9]{6,15}\.json", path.name)]
    if len(names) != 1:
        raise Missing("this folder does not hold exactly one receipt.")
    stem, content, worst = names[0][:-5], read(folder, names[0]), 0
    fields = parse(content)
    need(fields["schema"] == "https://demur.invalid/schema/receipt/1", "it is of another version.")
    say(HOLDS + f"{names[0]} is in the exact form that is signed.")
    sentence, public = check_signature(fields, folder, stem, is_signed)
    say(HOLDS + sentence)
    tokens = sorted(path.name for path in folder.iterdir() if re.fullmatch(r"checkpoint\.[0-9]{1,3}\.tsr", path.name))
    for step in (
        lambda: check_place(content, fields, folder, stem, is_signed),
        lambda: check_keys(fields, folder, public),
        lambda: check_disclosed(fields, folder),
        *(lambda name=name: check_time(folder, name) for name in tokens),
    ):
        try:
            say(HOLDS + step())
        except Missing as missing:
            worst = 2
            say(f"{UNCHECKED}{missing}")
    if fields["log"]["origin"].startswith("practice."):
        say("PRACTICE: made on the practice platform; it says nothing of a real account.")
    say(OPEN + "whose key this is: compare the fingerprints with those you were given.")
    say(OPEN + "receipt.html, VERIFY.txt and this program: nothing vouches for them; read them.")
    if tokens:
        say(OPEN + "whose certificates date it: compare them with those of the authority itself.")
    say(OPEN + "what each field means: this program does not look at it.")
    return worst


def judge(folder, is_signed):
    say(f"{folder}:")
    try:
        code = check(folder, is_signed, say)
    except Wrong as wrong:
        code = 1
        say(f"{FAILS}{wrong}")
    except (KeyError, TypeError, AttributeError, IndexError, RecursionError):
        code = 1
        say(FAILS + "a field is missing, or is not what it must be.")
    except (Missing, OSError) as error:
        code = 2
        say(f"{UNCHECKED}{error}")
    say("=> " + ("valid", "NOT VALID", "can't tell")[code])
    return code


def say(untrusted_text):
    """Print one line, in which nothing steers a terminal."""
    line = FORBIDDEN.sub("?", untrusted_text).encode("ascii", "backslashreplace").decode()
    sys.stdout.write(line + "\n")


def main(folders):
    is_signed, how = chosen()
    say(f"Signatures are checked by {how}.")
    codes = [judge(Path(folder), is_signed) for folder in folders or [Path(__file__).resolve().parent]]
    return next(code for code in (1, 2, 0) if code in codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
