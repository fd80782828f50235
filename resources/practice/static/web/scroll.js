/** Draws the control once somebody has scrolled to the end of the page. */
import { draw } from "./drawing.js";

const end = new IntersectionObserver((seen) => {
  if (!seen.some((each) => each.isIntersecting)) return;
  end.disconnect();
  draw();
  document.getElementById("end").after(document.getElementById("place"));
});
end.observe(document.getElementById("end"));
