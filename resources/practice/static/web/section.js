/** Opens and closes the part of the page that holds the control. */
const more = document.getElementById("more");

more.addEventListener("click", () => {
  const isOpen = more.getAttribute("aria-expanded") === "true";
  more.setAttribute("aria-expanded", String(!isOpen));
  document.getElementById("section").hidden = isOpen;
});
