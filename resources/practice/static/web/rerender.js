/** Draws the control anew all the time, and under the first press of a button, so that this click is lost. */
import { say, send } from "./saving.js";

const EVERY_MS = 400;
let control = document.querySelector("[data-redrawn]");

function redraw() {
  const fresh = control.cloneNode(true);
  fresh.addEventListener("click", change);
  control.replaceWith(fresh);
  control = fresh;
}

async function change() {
  const wanted = control.getAttribute("aria-checked") !== "true";
  const isSaved = await send(control.dataset.redrawn, wanted);
  if (isSaved) control.setAttribute("aria-checked", String(wanted));
  say(isSaved);
}

redraw();
setInterval(redraw, EVERY_MS);
document.getElementById("place").addEventListener("pointerdown", redraw, { once: true });
