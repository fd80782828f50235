/** Puts the control that was held back on the page. */
import { arm } from "./controls.js";

export function draw() {
  const held = document.getElementById("held-back");
  const drawn = held.content.cloneNode(true);
  arm(drawn);
  held.replaceWith(drawn);
}
