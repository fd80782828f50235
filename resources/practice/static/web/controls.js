/** Binds controls to the address that stores them: every element with `data-address`. */
import { say, send } from "./saving.js";

const REVERTS_MS = 1000;
const busy = new WeakSet();

/** What a page does around a click, by the name in `data-flow`. */
const FLOWS = {
  plain: change,

  /** Show it at once, whatever Plaza answers. */
  async optimistic(control) {
    const wanted = wish(control);
    show(control, wanted);
    await send(control.dataset.address, wanted);
  },

  /** Show it for a second. */
  async reverts(control) {
    const wanted = wish(control);
    show(control, wanted);
    await send(control.dataset.address, wanted);
    setTimeout(() => show(control, !wanted), REVERTS_MS);
  },

  /** Take the first click for a wish to come nearer. */
  "two-clicks"(control) {
    if (control.dataset.isNear) return change(control);
    control.dataset.isNear = "yes";
    control.focus();
  },

  /** Ask first. */
  dialog(control) {
    const dialog = document.getElementById("ask");
    dialog.onclick = ({ target }) => {
      if (target.value !== "confirm" && target.value !== "cancel") return;
      dialog.close();
      if (target.value === "confirm") change(control);
    };
    dialog.showModal();
  },
};

async function change(control) {
  if (busy.has(control)) return;
  busy.add(control);
  const wanted = wish(control);
  const isSaved = await send(control.dataset.address, wanted);
  show(control, isSaved ? wanted : !wanted);
  say(isSaved);
  busy.delete(control);
}

/** Return what somebody who just used a control wants it to be: checked or not. */
function wish(control) {
  if (control.matches("input[type=checkbox]")) return control.checked;
  if (control.matches("input[type=radio], select")) return control.value === "on";
  return control.getAttribute("aria-checked") !== "true";
}

function show(control, isChecked) {
  if (control.matches("input[type=radio]")) {
    const group = document.getElementsByName(control.name);
    for (const radio of group) radio.checked = (radio.value === "on") === isChecked;
  } else if (control.matches("select")) {
    control.value = isChecked ? "on" : "off";
  } else if (control.matches("input")) {
    control.checked = isChecked;
    if (control.hasAttribute("aria-checked")) control.setAttribute("aria-checked", String(!isChecked)); // it goes on lying
  } else {
    control.setAttribute("aria-checked", String(isChecked));
  }
}

/** Bind every control under `root`. */
export function arm(root) {
  for (const control of root.querySelectorAll("[data-address]")) {
    const event = control.matches("input, select") ? "change" : "click";
    control.addEventListener(event, () => FLOWS[control.dataset.flow || "plain"](control));
  }
}
