// The one script that Demur runs on a platform's page: it looks, and at the member's word presses.
//
// It runs in Chromium's isolated ApplicationWorld, so whatever the page did to its own JSON, Array or Element does not
// reach it. What does reach it is the page's document: a form or an image named `children` or `body` shadows that property
// of its form or document (HTML, [LegacyOverrideBuiltIns]), so every property is read through its prototype's own getter.
//
// Called as (probe)(question, at), it returns a JSON text at once: {"elsewhere": address} where the frame is not at `at`,
// otherwise {"answer": ...}. Text of the page leaves it only where the question holds the same text, as a name asked for, or
// as the words beside the one control that a question of the kind `words` is about.
(function probe(question, at) {
  "use strict";

  const getter = (kind, name) => {
    const found = Object.getOwnPropertyDescriptor(kind.prototype, name);
    return found && found.get ? (thing) => Reflect.apply(found.get, thing, []) : null;
  };
  const method = (kind, name) => (thing, ...values) => Reflect.apply(kind.prototype[name], thing, values);

  const plainly = ({ origin, pathname }) => origin + pathname;
  if (plainly(location) !== at) return JSON.stringify({ elsewhere: plainly(location) });

  // A page that came from another address can call itself by this one (`history.replaceState`), but not where it was loaded.
  const navigation = performance.getEntriesByType("navigation")[0];
  const loaded = navigation ? plainly(new URL(navigation.name)) : "";
  if (loaded !== at) return JSON.stringify({ elsewhere: loaded });

  const now = () => performance.timeOrigin + performance.now();
  const resources = () => performance.getEntriesByType("resource");

  // Of the time that the page took to get there, and in milliseconds: the least is what HTML gives a timer that goes on (8.6).
  const STILL = { part: 0.1, least: 4, most: 500 };
  const UNDRAWN = 30; // how long a frame is waited for besides
  // What reassures must stand until the page was so many times in a row left with so many milliseconds to nothing: more than a
  // timer that goes on leaves. Between two frames it is called back once; rarely between two slices of work, too (seen). After a
  // sign that it saved, it is given a shorter while for what it does at that.
  const LULL = { times: 3, least: 10, soon: 2 };
  const KNOCK = "demur: at rest";
  const cleared = Symbol.for("demur cleared");
  const drawing = Symbol.for("demur drawing"); // no element's name can stand for it on the window, as for a word
  const hearing = Symbol.for("demur hearing");
  const watched = globalThis[drawing] || null;
  const ears = globalThis[hearing] || null;
  const NOTHING = JSON.stringify({ answer: null });
  const CHANGES = { subtree: true, childList: true, attributes: true, characterData: true };

  // Whether nothing changed and no request ended since the look that is watched from; and whether a frame was drawn meanwhile,
  // and time enough went by: a page that was long in coming is given longer to put right what it shows.
  const isStill = (seen) =>
    seen !== null && seen.isStill && resources().length === seen.requests && seen.isAsChosen();
  const isAtRest = (seen) => isStill(seen) && seen.isDrawn && now() - seen.since >= seen.enough && isCalm(seen);
  const isIdle = (seen) => seen.lulls >= LULL.times;
  // Whether the page has nothing to do either, now and for a while, where that is asked for; or stood for so long that it need not.
  const isCalm = (seen) => !seen.least || isIdle(seen) || now() - seen.since >= seen.most;

  if (question.kind === "again") {
    if (question.least && isStill(watched) && !watched.least) watched.stand(question);
    if (!isAtRest(watched) && (isStill(watched) || !question.least)) return NOTHING; // else it has changed, and is watched anew
    if (isAtRest(watched) && watched.second) return watched.second;
  }
  if (question.kind === "heard" && ears && ears.said && ears.asked === JSON.stringify(question)) return ears.said;
  if (question.early && watched && watched.asked === JSON.stringify(question)) {
    const waits = watched.least && watched.isDrawn ? watched.most : watched.enough;
    const mayRest = isStill(watched) && now() - watched.since < waits + UNDRAWN;
    if (mayRest && !watched.second) return NOTHING; // asked again soon, it can tell more
    watched.asked = ""; // it counts once: whoever asks again is to see what is there then
    if (!isAtRest(watched)) return watched.first;
    const [first, second] = [watched.first, watched.second].map((text) => JSON.parse(text).answer);
    return JSON.stringify({ answer: { ...first, again: second } });
  }

  const MOST_REQUESTS = 10000;

  // What a page has noted with its place in the history by the Navigation API, which `history.state` doesn't tell of.
  const noted = () => {
    const entry = window.navigation ? getter(Navigation, "currentEntry")(window.navigation) : null;
    return entry ? method(NavigationHistoryEntry, "getState")(entry) : undefined;
  };

  // Make a look that will be asked for as soon as the page is complete; whoever asks then finds it made. What the page's
  // own listeners do in the same moment may come after it, so that it is made once more.
  const expect = () => {
    const see = () => {
      const first = probe({ ...question.look, early: false }, at);
      const seen = globalThis[drawing];
      if (seen) Object.assign(seen, { first, asked: JSON.stringify(question.look) });
      return seen;
    };
    const seeTwice = () => {
      const seen = see();
      setTimeout(() => seen && seen === globalThis[drawing] && !seen.isStill && see(), 0);
    };
    method(EventTarget, "addEventListener")(globalThis, "load", seeTwice, { once: true });
  };

  // Before anything of the page runs: put away what an earlier load has noted for this one, which a reload hands back to it.
  const arrive = () => {
    const hasNotes = () => history.state !== null || noted() !== undefined;
    if (hasNotes()) method(History, "replaceState")(history, null, ""); // which puts away both (HTML, 7.4.4)
    if (window.name !== "") window.name = "";
    history.scrollRestoration = "manual"; // where it was scrolled to, it draws what nobody has scrolled to yet
    globalThis[cleared] = !hasNotes() && window.name === "";
    performance.setResourceTimingBufferSize(MOST_REQUESTS); // else none is told of after the 250th (Resource Timing, 4.4)
    if (question.look) expect();
    return {};
  };

  if (question.kind === "arrive") return JSON.stringify({ answer: arrive() }); // there is nothing to look at yet

  // The next frame is asked for before the look, and drawn after it: a browser that draws none just now takes a while to.
  const frame = { then: () => {} };
  if (question.watch) requestAnimationFrame(() => setTimeout(() => frame.then(), 0)); // what its scripts began is over then

  const readRole = getter(Element, "computedRole");
  const readName = getter(Element, "computedName");
  if (!readRole || !readName) return JSON.stringify({ answer: { missing: true } });

  const plain = (text) => text.normalize("NFKC").replace(/\s+/gu, " ").trim();

  // Chromium computes these anew each time, which is most of the time of a look; nothing of the page runs during one.
  const once = (read) => {
    const known = new Map();
    return (element) => {
      if (!known.has(element)) known.set(element, read(element));
      return known.get(element);
    };
  };
  const roleOf = once(readRole);
  const nameOf = once((element) => plain(readName(element)));

  const localName = getter(Element, "localName");
  const shadowRoot = getter(Element, "shadowRoot");
  const assignedSlot = getter(Element, "assignedSlot");
  const parentNode = getter(Node, "parentNode");
  const textContent = getter(Node, "textContent");
  const host = getter(ShadowRoot, "host");
  const root = getter(Document, "documentElement")(document);
  const attribute = method(Element, "getAttribute");
  const hasAttribute = method(Element, "hasAttribute");
  const box = method(Element, "getBoundingClientRect");
  const every = (place) => method(place === document ? Document : DocumentFragment, "querySelectorAll")(place, "*");
  const atPoint = (place, x, y) => method(place === document ? Document : ShadowRoot, "elementFromPoint")(place, x, y);

  const MOST_ELEMENTS = 60000;
  const MOST_CANDIDATES = 8;
  const MOST_LINES = 200;
  const MOST_SAYING = 2000;
  const INTERACTIVE = new Set(["a", "area", "button", "input", "option", "select", "summary", "textarea"]);
  const TELLING = new Set(["fetch", "xmlhttprequest"]); // a beacon counts a press, and nobody sees what is answered

  // Every element of the document and of its open shadow roots.
  const gather = (place, into) => {
    for (const element of every(place)) {
      if (into.length >= MOST_ELEMENTS) return into;
      into.push(element);
      const inner = shadowRoot(element);
      if (inner) gather(inner, into);
    }
    return into;
  };
  const elements = gather(document, []);

  const mayHaveRole = (element) => {
    const tag = localName(element);
    return INTERACTIVE.has(tag) || hasAttribute(element, "role") || tag.includes("-");
  };

  // The element and all above it, as they are drawn: through slots, and out of shadow roots.
  const line = (element) => {
    const found = [];
    for (let next = element; next && next !== document; ) {
      if (next instanceof Element) found.push(next);
      if (next instanceof ShadowRoot) next = host(next);
      else next = (next instanceof Element && assignedSlot(next)) || parentNode(next);
    }
    return found;
  };

  const isSeen = (element) => {
    const options = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
    if (!method(Element, "checkVisibility")(element, options)) return false;
    const { width, height } = box(element);
    if (width < 1 || height < 1) return false;
    return line(element).reduce((left, each) => left * Number(getComputedStyle(each).opacity), 1) > 0.1;
  };

  const deepest = (x, y) => {
    let found = atPoint(document, x, y);
    for (;;) {
      const inner = found && shadowRoot(found);
      const next = inner && atPoint(inner, x, y);
      if (!next || next === found) return found;
      found = next;
    }
  };

  const centre = (element) => {
    const { left, top, width, height } = box(element);
    return [left + width / 2, top + height / 2];
  };

  const control = getter(HTMLLabelElement, "control");
  const isHit = (element) => {
    const above = deepest(...centre(element));
    if (!above) return false;
    const over = line(above);
    return over.includes(element) || over.some((each) => each instanceof HTMLLabelElement && control(each) === element);
  };

  const bring = (element) => {
    method(Element, "scrollIntoView")(element, { block: "center", inline: "center", behavior: "instant" });
  };

  const isTickable = (element) =>
    element instanceof HTMLInputElement && ["checkbox", "radio"].includes(getter(HTMLInputElement, "type")(element));

  // What is chosen in an element: properties, whose change is no mutation of the document.
  const choice = (element) => {
    if (element instanceof HTMLSelectElement) return getter(HTMLSelectElement, "selectedIndex")(element);
    if (!isTickable(element)) return null;
    const [checked, mixed] = ["checked", "indeterminate"].map((name) => getter(HTMLInputElement, name)(element));
    return `${checked} ${mixed}`;
  };

  const wordsOf = (option) => plain(getter(HTMLOptionElement, "label")(option));
  const optionsOf = (select) => Array.from(getter(HTMLSelectElement, "options")(select));

  const chosen = (element, options) => {
    if (!(element instanceof HTMLSelectElement)) return { selected: null, options: {} };
    const all = optionsOf(element).map(wordsOf);
    const now = Array.from(getter(HTMLSelectElement, "selectedOptions")(element), wordsOf);
    return {
      selected: now.length === 1 && options.includes(now[0]) ? now[0] : null,
      options: Object.fromEntries(options.map((words) => [words, all.filter((each) => each === words).length])),
    };
  };

  // Everything that counts of one element; where `scroll` is false it stays where the member put it, and is not hit.
  const facts = (element, wanted, scroll) => {
    if (scroll && !isHit(element)) bring(element);
    const over = line(element);
    return {
      role: roleOf(element),
      name: nameOf(element),
      tag: localName(element),
      isNamed: isNamed(element, wanted),
      isWitnessed: isWitnessed(element, wanted),
      checked: isTickable(element) ? getter(HTMLInputElement, "checked")(element) : null,
      isMixed: isTickable(element) && getter(HTMLInputElement, "indeterminate")(element),
      ariaChecked: attribute(element, "aria-checked"),
      ...chosen(element, wanted.options || []),
      expanded: attribute(element, "aria-expanded"),
      isVisible: isSeen(element),
      isEnabled:
        !method(Element, "matches")(element, ":disabled") &&
        !over.some((each) => attribute(each, "aria-disabled") === "true"),
      isInert: over.some((each) => hasAttribute(each, "inert")),
      isHidden: over.some((each) => attribute(each, "aria-hidden") === "true"),
      isHit: scroll ? isHit(element) : null,
      isInDialog: over.some((each) => isDialog(each)),
      point: centre(element),
    };
  };

  const isDialog = (element) =>
    localName(element) === "dialog" || ["dialog", "alertdialog"].includes(attribute(element, "role"));

  const isNamed = (element, wanted) => {
    const name = nameOf(element);
    return wanted.names.includes(name) || (wanted.begins || []).some((beginning) => name.startsWith(beginning));
  };

  const isWitnessed = (element, wanted) =>
    Boolean(wanted.witness) && attribute(element, wanted.witness.attribute) === wanted.witness.value;

  const matches = (wanted) =>
    elements.filter(
      (element) =>
        mayHaveRole(element) &&
        wanted.roles.includes(roleOf(element)) &&
        (isNamed(element, wanted) || isWitnessed(element, wanted)),
    );

  const sight = (wanted, scroll) => {
    const found = matches(wanted);
    return {
      count: found.length,
      candidates: found.slice(0, MOST_CANDIDATES).map((element) => facts(element, wanted, scroll && found.length === 1)),
    };
  };

  const isUsable = (seen) =>
    seen.isVisible && seen.isEnabled && !seen.isInert && !seen.isHidden && seen.isHit === true;

  // How many requests of scripts began after a moment (in milliseconds of the epoch), and were answered without an error or
  // a redirect.
  const told = (since) =>
    resources().filter(
      (entry) =>
        TELLING.has(entry.initiatorType) &&
        performance.timeOrigin + entry.startTime >= since &&
        entry.responseEnd > 0 &&
        entry.responseStatus >= 200 && // 0 where it was refused or failed, or is nobody's to know
        entry.responseStatus < 400 &&
        entry.redirectStart === 0,
    ).length;

  // How many requests of scripts that began after a moment have ended, whatever came of them.
  const answered = (after) =>
    resources().filter(
      ({ initiatorType, startTime }) => TELLING.has(initiatorType) && performance.timeOrigin + startTime >= after,
    ).length;

  // How many requests of scripts have ended, and of those that the page made for its scripts before they asked.
  const ended = () => {
    const ahead = elements.filter(
      (element) => element instanceof HTMLLinkElement && is(element, "[rel~=preload i][as=fetch i]"),
    );
    const addresses = new Set(ahead.map(getter(HTMLLinkElement, "href")));
    return resources().filter(
      ({ name, initiatorType }) =>
        TELLING.has(initiatorType) || (initiatorType === "link" && addresses.has(name)),
    ).length;
  };

  const SCRIPTS = "script[src]:not([nomodule]), link[rel~=modulepreload i], link[rel~=preload i][as=script i]";
  const FETCHED = /^(?:|module|(?:text|application)\/javascript)$/i;

  // Whether a script that the page names is still on its way: one that is put there later delays no load (HTML, 4.12.1).
  const isLoading = () => {
    const here = new Set(resources().map((entry) => entry.name));
    return elements.some((element) => {
      if (!is(element, SCRIPTS) || !FETCHED.test(attribute(element, "type") || "")) return false;
      const [kind, name] = element instanceof HTMLLinkElement ? [HTMLLinkElement, "href"] : [HTMLScriptElement, "src"];
      const address = element instanceof kind ? getter(kind, name)(element).split("#")[0] : "";
      return /^https?:/.test(address) && !here.has(address);
    });
  };

  const texts = (sought, holders) => {
    if (!sought.length) return [];
    const longest = Math.max(...sought.map((text) => text.length));
    const shown = holders.filter((element) => textContent(element).length <= 4 * longest + 80);
    return sought.filter((text) => shown.some((element) => plain(textContent(element)) === text && isSeen(element)));
  };

  const isLive = (element) =>
    (hasAttribute(element, "role") || localName(element) === "output") &&
    ["status", "alert"].includes(roleOf(element));

  const identity = (asked) => {
    if (!asked) return null;
    if (asked.by === "meta") {
      const named = elements.filter((element) => localName(element) === "meta" && asked.keys.includes(attribute(element, "name")));
      return named.map((element) => ({ id: attribute(element, "content") || "", name: "" }));
    }
    const links = elements.filter((element) => mayHaveRole(element) && roleOf(element) === "link");
    return links
      .map((element) => ({ element, name: nameOf(element) }))
      .filter(({ element, name }) => asked.keys.some((key) => name.startsWith(key)) && element instanceof HTMLAnchorElement)
      .map(({ element, name }) => ({ id: getter(HTMLAnchorElement, "pathname")(element).split("/").pop(), name }));
  };

  // How the sub-frame that holds the control stands on the page, and whether its point is on top.
  const subFrame = (asked) => {
    if (!asked) return null;
    const found = elements.filter((element) => {
      if (!(element instanceof HTMLIFrameElement)) return false;
      const source = getter(HTMLIFrameElement, "src")(element);
      const whole = source ? new URL(source) : null;
      return whole !== null && whole.origin + whole.pathname === asked.address;
    });
    if (found.length !== 1) return { count: found.length };
    const over = line(found[0]);
    const { left, top } = box(found[0]);
    const x = left + getter(Element, "clientLeft")(found[0]) + asked.point[0];
    const y = top + getter(Element, "clientTop")(found[0]) + asked.point[1];
    return {
      count: 1,
      isVisible: isSeen(found[0]),
      isInert: over.some((each) => hasAttribute(each, "inert")),
      isHidden: over.some((each) => attribute(each, "aria-hidden") === "true"),
      isHit: deepest(x, y) === found[0],
    };
  };

  const masked = (text) => {
    const words = plain(text);
    if (words === "" || question.known.includes(words)) return JSON.stringify(words);
    if (words.length <= 20) return "(1-20)";
    return words.length <= 80 ? "(21-80)" : "(81-)";
  };

  // What a person could use on this page, with every text that is not the recipe's own replaced by how long it is.
  const outline = () => {
    const lines = [];
    for (const element of elements) {
      if (lines.length >= MOST_LINES) break;
      const tag = localName(element);
      if (!(mayHaveRole(element) || /^h[1-6]$/.test(tag) || ["dialog", "iframe", "output"].includes(tag))) continue;
      const role = roleOf(element);
      if (role === "" || role === "none" || role === "generic") continue;
      const states = ["aria-checked", "aria-expanded", "aria-disabled", "aria-hidden"]
        .filter((name) => /^(true|false|mixed)$/.test(attribute(element, name) || ""))
        .map((name) => `${name}=${attribute(element, name)}`);
      if (isTickable(element)) states.push(`checked=${getter(HTMLInputElement, "checked")(element)}`);
      if (method(Element, "matches")(element, ":disabled")) states.push("disabled");
      if (!isSeen(element)) states.push("unseen");
      lines.push([role, masked(nameOf(element)), ...states].join(" "));
    }
    return lines;
  };

  const SAYING = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, legend, [role=heading]";
  const AROUND = "section, article, form, fieldset, dialog, main, body, [role=region], [role=group], [role=main]";
  const is = method(Element, "matches");
  const isAnnounced = (element) =>
    line(element).some((each) => isLive(each) || hasAttribute(each, "aria-live") || attribute(each, "role") === "log");

  // A line that is a link or a button alone says nothing of the setting.
  const isOnlyPressed = (element, text) =>
    Array.from(method(Element, "querySelectorAll")(element, "a, button, [role]")).some(
      (each) => plain(textContent(each)) === text,
    );

  // The words beside a control: those of the nearest part of the page around it that says anything in whole paragraphs.
  const words = (wanted) => {
    const found = matches(wanted);
    if (found.length !== 1) return { lines: [] };
    const over = line(found[0]);
    const saying = elements.filter((element) => is(element, SAYING) && !over.includes(element)).slice(0, MOST_SAYING);
    const lines = new Map(saying.map((element) => [element, line(element)]));
    const above = new Set(saying.flatMap((element) => lines.get(element).slice(1)));
    const lowest = saying.filter((element) => !above.has(element));
    for (const around of over.filter((each) => is(each, AROUND))) {
      const inside = lowest.filter((element) => lines.get(element).includes(around)).slice(0, MOST_LINES);
      const said = inside
        .filter((element) => isSeen(element) && !isAnnounced(element))
        .map((element) => [element, plain(textContent(element))])
        .filter(([element, text]) => text !== "" && !isOnlyPressed(element, text));
      if (said.some(([element]) => is(element, "p, li, dd"))) return { lines: said.map(([, text]) => text) };
    }
    return { lines: [] };
  };

  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const idle = () => new Promise((done) => requestIdleCallback((deadline) => done(deadline.timeRemaining())));

  const places = () => [document, ...elements.map(shadowRoot).filter(Boolean)];

  // Note, from this look on, whether a frame is drawn, and whether anything of the page changes until then. As soon as it was
  // at rest for long enough, look again, and knock: whoever waits for that need not ask all the time. Where it must stand for
  // `least`, it must be idle then too: Chromium calls nobody back while scripts run in slices, and leaves until the next frame what
  // is free of it, or until the next timer where no frame is to come (requestIdleCallback, 5.1; timers between frames: seen).
  const watch = (since) => {
    if (watched) watched.observer.disconnect();
    const enough = Math.min(Math.max(STILL.part * (since - performance.timeOrigin), STILL.least), STILL.most);
    const seen = { isDrawn: false, isStill: true, lulls: 0, requests: resources().length, since, enough, least: 0, most: 0 };
    Object.assign(seen, { asked: "", first: "", second: "" });
    const choices = elements.map(choice);
    seen.isAsChosen = () => choices.every((was, index) => was === null || was === choice(elements[index]));
    seen.observer = new MutationObserver(() => (seen.isStill = false));
    for (const place of places()) seen.observer.observe(place, CHANGES);
    const lookAgain = () => {
      if (seen !== globalThis[drawing] || !isAtRest(seen)) return;
      seen.second = probe({ ...question, kind: "again", early: false, watch: false }, at);
      console.debug(KNOCK);
    };
    const settle = async () => {
      while (seen === globalThis[drawing] && seen.isStill && !seen.second) {
        const left = seen.since + seen.enough - now();
        if (!isCalm(seen)) {
          seen.lulls = (await idle()) < LULL.least ? 0 : seen.lulls + 1;
          await pause(STILL.least);
        } else if (left > 0) await pause(Math.ceil(left));
        else return lookAgain();
      }
    };
    seen.stand = ({ least, most }) => {
      Object.assign(seen, { least, most, enough: Math.max(seen.enough, least), second: "" });
      if (seen.isSettled) begin();
    };
    const begin = () => {
      seen.isSettled = false;
      settle().then(() => (seen.isSettled = true));
    };
    if (question.least) seen.stand(question);
    frame.then = () => {
      seen.isDrawn = true;
      begin();
    };
    globalThis[drawing] = seen;
  };

  const again = () => ({ ...look(), ...words(question.beside), isCalm: isAtRest(watched) && isIdle(watched) });

  // Whether a sign that something was saved is there.
  const saved = () => texts(question.saved || [], elements.filter(isLive));
  const hasSign = () => told(question.since) > 0 || saved().length > 0;

  // A look, where such a sign is there and the page has done what it does at it, such as to send a form; nothing where that is
  // not so yet, and a knock as soon as it is.
  const heard = () => {
    const listening = listen();
    if (!hasSign()) return null;
    if (listening.lulls >= LULL.soon) return look();
    listening.rest();
    return null;
  };

  const listen = () => {
    const asked = JSON.stringify(question);
    if (ears && ears.asked === asked) return ears;
    if (ears) ears.close();
    const made = { asked, said: "", lulls: 0, close: () => observers.forEach((observer) => observer.disconnect()) };
    let [isDue, isResting, free] = [false, false, 0];
    made.rest = async () => {
      if (isResting) return;
      isResting = true;
      while (made.lulls < LULL.soon) {
        made.lulls = (await idle()) < LULL.least ? 0 : made.lulls + 1;
        await pause(STILL.least);
      }
      isResting = false;
      hear();
    };
    const hear = () => {
      const left = free - now();
      if (isDue || made.said || globalThis[hearing] !== made) return;
      if (left > 0) {
        isDue = true; // a page that changes all the time keeps four parts of five of it for itself
        setTimeout(hearLater, Math.ceil(left));
        return;
      }
      const began = now();
      const said = probe(question, at);
      free = now() + 4 * (now() - began);
      if (said === NOTHING) return;
      made.said = said;
      made.close();
      console.debug(KNOCK);
    };
    const hearLater = () => {
      isDue = false;
      hear();
    };
    const hearAnew = () => {
      made.lulls = 0;
      hear();
    };
    const observers = [new MutationObserver(hearAnew), new PerformanceObserver(hearAnew)];
    for (const place of places()) observers[0].observe(place, CHANGES);
    observers[1].observe({ type: "resource" });
    globalThis[hearing] = made;
    return made;
  };

  const look = () => ({
    now: now(),
    lang: attribute(root, "lang") || "",
    dir: attribute(root, "dir") || "",
    isWhole: elements.length < MOST_ELEMENTS,
    isComplete: getter(Document, "readyState")(document) === "complete",
    isLoading: isLoading(),
    isCleared: globalThis[cleared] === true,
    isCalm: false,
    isControlled: Boolean(navigator.serviceWorker && navigator.serviceWorker.controller),
    workerStart: navigation.workerStart,
    status: navigation.responseStatus,
    document: performance.timeOrigin,
    ended: ended(),
    told: question.since === undefined ? 0 : told(question.since),
    answered: question.after === undefined ? 0 : answered(question.after),
    found: Object.fromEntries(
      Object.entries(question.wanted).map(([key, wanted]) => [key, sight(wanted, question.scroll !== false)]),
    ),
    frame: subFrame(question.frame),
    identity: identity(question.identity),
    saved: saved(),
    notOffered: texts(question.notOffered || [], elements),
    dialogs: elements.filter((element) => isDialog(element) && isSeen(element)).length,
    outline: question.outline ? outline() : [],
  });

  // Tell whether this is the load, and the member, that were looked at: a page may be loaded anew as another account's.
  const isStillTheirs = () => {
    if (performance.timeOrigin !== question.document) return false;
    const now = (identity(question.identity) || []).map(({ id }) => id);
    return now.length === question.members.length && now.every((id, index) => id === question.members[index]);
  };

  // Press, or choose in, the one element that was seen: all that was seen of it is looked at again at this very moment.
  const press = () => {
    const found = matches(question.wanted);
    const seen = found.length === 1 ? facts(found[0], question.wanted, true) : null;
    const isSame = seen !== null && Object.entries(question.as).every(([name, value]) => seen[name] === value);
    if (!isSame || !isStillTheirs() || !isUsable(seen) || !(found[0] instanceof HTMLElement)) {
      return { isPressed: false, count: found.length, seen };
    }
    const answer = { isPressed: true, count: 1, seen, since: now(), document: performance.timeOrigin };
    if (question.option === undefined) method(HTMLElement, "click")(found[0]);
    else choose(found[0], question.option);
    return answer;
  };

  const choose = (select, words) => {
    const index = optionsOf(select).findIndex((option) => wordsOf(option) === words);
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "selectedIndex").set.call(select, index);
    const send = (event) => method(EventTarget, "dispatchEvent")(select, event);
    send(new Event("input", { bubbles: true, composed: true }));
    send(new Event("change", { bubbles: true }));
  };

  const scroll = () => {
    const before = [scrollY, elements.length];
    scrollTo({ top: getter(Element, "scrollHeight")(root), behavior: "instant" });
    for (const element of elements) {
      const room = getter(Element, "scrollHeight")(element) - getter(Element, "clientHeight")(element);
      if (room > 100 && /auto|scroll/.test(getComputedStyle(element).overflowY)) {
        Object.getOwnPropertyDescriptor(Element.prototype, "scrollTop").set.call(element, room);
      }
    }
    return { isMoved: scrollY !== before[0] };
  };

  // Before the page is loaded anew: take back the query or the fragment that it has given itself.
  const leave = () => {
    method(History, "replaceState")(history, null, "", question.address);
    return { isLeft: location.href === new URL(question.address).href };
  };

  const begun = now();
  const kinds = { look, again, heard, press, scroll, words: () => words(question.wanted), leave };
  const answer = kinds[question.kind]();
  if (question.watch) watch(begun);
  return JSON.stringify({ answer });
})
