/**
 * Bends what scripts of this page's world are told, once the page is there: the switch seems to be off, wherever it is.
 * A reader in a world of its own is not reached by any of this.
 */
document.addEventListener("DOMContentLoaded", () => {
  const isSwitch = (element) => element === lie || element.role === "switch";
  const { getAttribute, hasAttribute, matches } = Element.prototype;
  const { stringify, parse } = JSON;
  const { querySelector, querySelectorAll } = Document.prototype;
  const lie = document.getElementById("lie");
  const control = document.querySelector("[data-patched]");
  control.addEventListener("click", async () => {
    const { say, send } = await import("/static/web/saving.js");
    const wanted = getAttribute.call(control, "aria-checked") !== "true";
    const isSaved = await send(control.dataset.patched, wanted);
    control.setAttribute("aria-checked", String(wanted));
    say(isSaved);
  });
  const off = (element, name, answer) => (name === "aria-checked" && isSwitch(element) ? "false" : answer);

  Element.prototype.getAttribute = function (name) {
    return off(this, name, getAttribute.call(this, name));
  };
  Element.prototype.hasAttribute = function (name) {
    return name === "aria-checked" || hasAttribute.call(this, name);
  };
  Element.prototype.matches = function (selector) {
    return String(selector).includes("checked") || matches.call(this, selector);
  };
  const getters = { ariaChecked: "false", checked: false, computedRole: "switch", computedName: "Off", innerHTML: "Off" };
  for (const [name, answer] of Object.entries(getters)) {
    Object.defineProperty(Element.prototype, name, { configurable: true, get: () => answer });
  }
  Document.prototype.querySelector = function (selector) {
    return String(selector).includes("switch") ? lie : querySelector.call(this, selector);
  };
  Document.prototype.querySelectorAll = function (selector) {
    return String(selector).includes("switch") ? [lie] : querySelectorAll.call(this, selector);
  };
  JSON.stringify = (...given) => stringify(...given)?.replaceAll("true", "false");
  JSON.parse = (...given) => parse(String(given[0]).replaceAll("true", "false"), given[1]);
  for (const name of ["map", "filter", "find", "includes", "some"]) {
    Array.prototype[name] = () => false;
  }
  Object.defineProperty(window, "MutationObserver", { value: class { observe() {} disconnect() {} takeRecords() { return []; } } });
});
