/** How a page of Plaza's stores a change, and says what became of it. */

/** Ask Plaza to store whether a control is checked; resolves to whether it said yes. */
export async function send(address, isChecked) {
  const token = document.querySelector("meta[name=plaza-token]").content;
  const headers = { "Content-Type": "application/json", "X-Plaza-Token": token };
  let response;
  try {
    response = await fetch(address, { method: "PUT", headers, body: `{"value": ${isChecked}}` });
  } catch {
    return false; // the connection broke: nobody knows what became of it, and the page says so
  }
  if (response.redirected) {
    location.assign(response.url); // signed out in the meantime
    return false;
  }
  await response.arrayBuffer(); // it has come as a whole
  return response.ok;
}

/** Say in the page's own language whether it was saved. */
export function say(isSaved) {
  const notice = document.getElementById("notice");
  notice.textContent = isSaved ? notice.dataset.saved : notice.dataset.notSaved;
}
