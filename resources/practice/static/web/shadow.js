/** The control as an element of its own, drawn in an open shadow root. */
import { arm } from "./controls.js";

customElements.define(
  "plaza-switch",
  class extends HTMLElement {
    connectedCallback() {
      const root = this.attachShadow({ mode: "open" });
      root.append(this.querySelector("template").content.cloneNode(true));
      arm(root);
    }
  },
);
