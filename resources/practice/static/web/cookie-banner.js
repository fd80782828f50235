/** Covers the page with a question until it was answered once; the answer is a cookie that does nothing else. */
const ANSWERED = "plaza-crumbs=answered";
const banner = document.getElementById("cookies");
banner.hidden = document.cookie.split("; ").includes(ANSWERED);

banner.addEventListener("click", ({ target }) => {
  if (!target.matches("button")) return;
  document.cookie = `${ANSWERED}; path=/web; SameSite=Lax`;
  banner.hidden = true;
});
