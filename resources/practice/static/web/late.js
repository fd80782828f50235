/** Draws the control three seconds after the page is there. */
import { draw } from "./drawing.js";

setTimeout(draw, 3000);
