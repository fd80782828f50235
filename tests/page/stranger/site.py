"""Fieldfare: a made-up bird-watching community whose settings page was built without a look at any recipe.

`with Fieldfare() as site:` serves it at `site.base`, a free port of 127.0.0.1 unless one is given.
Any short name signs in with `PASSWORD`; a name that ends in `-nl` is shown Dutch pages, every other English.
"""

import re
import secrets
import threading
from collections.abc import Callable
from html import escape
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from string import Template
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import parse_qs

PASSWORD = "feather"
SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
SETTINGS = "/preferences/learning"
YES, NO = "yes", "no"
COOKIE = "perch"
MEMBER_NAME = re.compile(r"[a-z][a-z0-9-]{0,29}")

WORDING = {
    "en": {
        "welcome": "Welcome to Fieldfare",
        "preferences": "Preferences",
        "title": "What Fieldfare learns from",
        "closing": "Closing your account",
        "sign_out": "Sign out",
        "about": "What counts as a field note?",
        "about_text": "Every line you write under a sighting.",
        "disclosure": "Learning from your field notes",
        "question": "May Fieldfare train its writing model on your field notes?",
        "yes": "Yes, learn from my notes",
        "no": "No, leave my notes out",
        "save": "Save preferences",
        "sure": "Change what Fieldfare learns from?",
        "sure_text": "The change counts from now on. You can come back and change it again.",
        "confirm": "Yes, change it",
        "back": "Go back",
        "saved": "Your preferences are saved.",
        "failed": "Your preferences could not be saved.",
    },
    "nl": {
        "welcome": "Welkom bij Fieldfare",
        "preferences": "Voorkeuren",
        "title": "Waar Fieldfare van leert",
        "closing": "Je account opheffen",
        "sign_out": "Uitloggen",
        "about": "Wat is een veldnotitie?",
        "about_text": "Elke regel die je bij een waarneming schrijft.",
        "disclosure": "Leren van je veldnotities",
        "question": "Mag Fieldfare zijn schrijfmodel trainen met je veldnotities?",
        "yes": "Ja, leer van mijn notities",
        "no": "Nee, laat mijn notities erbuiten",
        "save": "Voorkeuren opslaan",
        "sure": "Wijzigen waar Fieldfare van leert?",
        "sure_text": "De wijziging geldt vanaf nu. Je kunt later terugkomen en het weer wijzigen.",
        "confirm": "Ja, wijzigen",
        "back": "Terug",
        "saved": "Je voorkeuren zijn opgeslagen.",
        "failed": "Je voorkeuren konden niet worden opgeslagen.",
    },
}

_FRAME = Template("""<!doctype html>
<html lang="$lang"><head><meta charset="utf-8"><title>$title · Fieldfare</title>
$meta
<style>
body { font: 1.1rem/1.5 sans-serif; max-width: 44rem; margin: 1rem auto; background: #f4efe3; color: #2b2a20 }
header, nav { display: flex; gap: 1.5rem; align-items: baseline; border-bottom: 2px dotted #8a7a4a; padding: .5rem 0 }
form.inline { display: inline } fieldset, dialog { border: 2px dotted #8a7a4a } label { display: block }
</style></head><body>$body</body></html>""")

_HEADER = Template("""<header><strong>Fieldfare</strong> <a href="/birders/$member">$member</a>
<form class="inline" method="post" action="/sign-out"><button>$sign_out</button></form></header>
<nav aria-label="$preferences"><a href="/preferences/learning">$title</a>
<a href="/preferences/closing">$closing</a></nav>""")

_SIGN_IN = """<main><h1>Fieldfare</h1><p>A practice site about birds. Nothing here is real.</p>
<form method="post" action="/sign-in"><label>Name <input name="name" autocomplete="off" required></label>
<label>Password <input name="password" type="password" required></label><button>Sign in</button></form></main>"""

_SETTINGS = Template("""<main><h1>$title</h1>
<h2><button type="button" aria-expanded="false" aria-controls="notes">$about</button></h2>
<div id="notes" hidden><p>$about_text</p></div>
<h2><button type="button" aria-expanded="false" aria-controls="learning">$disclosure</button></h2>
<div id="learning" hidden><form id="choice"><fieldset><legend>$question</legend>
<label><input type="radio" name="learn" value="yes" $yes_checked> $yes</label>
<label><input type="radio" name="learn" value="no" $no_checked> $no</label>
</fieldset><button>$save</button></form></div>
<p role="status" data-saved="$saved" data-failed="$failed"></p>
<dialog aria-labelledby="sure"><h2 id="sure">$sure</h2><p>$sure_text</p>
<button type="button" value="change">$confirm</button> <button type="button" value="back">$back</button></dialog></main>
<script>
for (const opener of document.querySelectorAll("[aria-controls]")) opener.addEventListener("click", () => {
  const panel = document.getElementById(opener.getAttribute("aria-controls"));
  panel.hidden = !panel.hidden;
  opener.setAttribute("aria-expanded", String(!panel.hidden));
});
const form = document.getElementById("choice");
const dialog = document.querySelector("dialog");
const notice = document.querySelector("[role=status]");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  notice.textContent = "";
  dialog.showModal();
});
dialog.querySelector("[value=back]").addEventListener("click", () => dialog.close());
dialog.querySelector("[value=change]").addEventListener("click", async () => {
  dialog.close();
  let stored = false;
  try {
    const body = new URLSearchParams(new FormData(form));
    const reply = await fetch("/preferences/learning", { method: "POST", body });
    stored = reply.status === 204;
  } catch { stored = false; }
  notice.textContent = stored ? notice.dataset.saved : notice.dataset.failed;
});
</script>""")


class Reply(NamedTuple):
    status: int
    text: str = ""
    headers: tuple[tuple[str, str], ...] = ()


def _elsewhere(address: str, *headers: tuple[str, str]) -> Reply:
    return Reply(303, "", (("Location", address), *headers))


class Fieldfare:
    """The site, and what it truly stores: `stored[member]` is `YES` (may learn) or `NO`; `writes` lists each save."""

    def __init__(self, port: int = 0) -> None:
        self.stored: dict[str, str] = {}
        self.writes: list[tuple[str, str]] = []
        self.sessions: dict[str, str] = {}
        self._server = _Server(("127.0.0.1", port), _handler(self.answer))
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.settings_address = self.base + SETTINGS
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.005), name="fieldfare")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, method: str, path: str, session: str, form: dict[str, str]) -> Reply:
        if path == SIGN_IN:
            return self._sign_in(form) if method == "POST" else Reply(200, _framed("Sign in", _SIGN_IN))
        member = self.sessions.get(session)
        if member is None:
            return _elsewhere(SIGN_IN)
        if (method, path) == ("POST", SIGN_OUT):
            del self.sessions[session]
            return _elsewhere(SIGN_IN)
        if (method, path) == ("POST", SETTINGS):
            return self._store(member, form.get("learn", ""))
        if method == "GET" and path in {"/", SETTINGS, "/preferences/closing", f"/birders/{member}"}:
            return Reply(200, self._page(member, path))
        return Reply(404, _framed("Not here", "<main><h1>Not here</h1></main>"))

    def _sign_in(self, form: dict[str, str]) -> Reply:
        name = form.get("name", "")
        if form.get("password") != PASSWORD or MEMBER_NAME.fullmatch(name) is None:
            return Reply(403, _framed("Sign in", '<p role="alert">That name and password do not match.</p>' + _SIGN_IN))
        self.stored.setdefault(name, YES)
        session = secrets.token_urlsafe()
        self.sessions[session] = name
        return _elsewhere("/", ("Set-Cookie", f"{COOKIE}={session}; Path=/; HttpOnly; SameSite=Lax"))

    def _store(self, member: str, learn: str) -> Reply:
        if learn not in {YES, NO}:
            return Reply(400)
        self.writes.append((member, learn))
        self.stored[member] = learn
        return Reply(204)

    def _page(self, member: str, path: str) -> str:
        lang = language(member)
        words = {key: escape(text) for key, text in WORDING[lang].items()} | {"member": escape(member)}
        body = f"<main><h1>{words['welcome']}</h1></main>"
        if path == SETTINGS:
            checked = {f"{value}_checked": "checked" * (self.stored[member] == value) for value in (YES, NO)}
            body = _SETTINGS.substitute(words, **checked)
        meta = f'<meta name="fieldfare-birder" content="{words["member"]}">'
        return _framed(words["title"], _HEADER.substitute(words) + body, lang, meta)


def language(member: str) -> str:
    return "nl" if member.endswith("-nl") else "en"


def _framed(title: str, body: str, lang: str = "en", meta: str = "") -> str:
    return _FRAME.substitute(title=title, body=body, lang=lang, meta=meta)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a browser keeps spare connections open


def _handler(answer: Callable[[str, str, str, dict[str, str]], Reply]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            cookies = SimpleCookie(self.headers.get("Cookie", ""))
            untrusted_body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            form = {name: values[-1] for name, values in parse_qs(untrusted_body.decode()).items()}
            session = cookies[COOKIE].value if COOKIE in cookies else ""
            self._send(answer(self.command, self.path.partition("?")[0], session, form))

        do_POST = do_GET  # noqa: N815 - the base class's name

        def _send(self, reply: Reply) -> None:
            body = reply.text.encode()
            self.send_response(reply.status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Cache-Control", "no-store")
            for name, value in reply.headers:
                self.send_header(name, value)
            if reply.status != 204:  # RFC 9110, section 8.6: a 204 carries no length
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # the base class's name
            """Stay silent."""

    return Handler
