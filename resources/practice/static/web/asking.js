/** Asks for everything that a page can ask for, and writes down what came of it. */
const report = document.getElementById("asked");

async function ask(name, wish) {
  const line = document.createElement("li");
  line.dataset.wish = name;
  line.textContent = `${name}: …`;
  report.append(line);
  try {
    const answer = await wish();
    line.textContent = `${name}: ${answer ?? "nothing"}`;
  } catch (refusal) {
    line.textContent = `${name}: ${refusal.name ?? refusal}`;
  }
}

function chooseFile() {
  const input = document.createElement("input");
  input.type = "file";
  input.click();
}

function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["crumbs"]));
  link.download = "plaza-practice.txt";
  link.click();
}

const place = () => new Promise((found, refused) => navigator.geolocation.getCurrentPosition(() => found("found"), refused));
const WISHES = {
  notifications: () => Notification.requestPermission(),
  geolocation: place,
  camera: () => navigator.mediaDevices.getUserMedia({ video: true }).then(() => "given"),
  microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }).then(() => "given"),
  midi: () => navigator.requestMIDIAccess({ sysex: true }).then(() => "given"),
  storage: () => navigator.storage.persist(),
  fonts: () => window.queryLocalFonts().then(() => "given"),
  protocol: () => navigator.registerProtocolHandler("web+plaza", `${location.origin}/web/?%s`),
  window: () => (window.open("/web/", "_blank", "popup") ? "opened" : "refused"),
  download,
  print: () => window.print(),
  confirm: () => String(confirm("Plaza (practice) asks: are you sure?")),
  prompt: () => String(prompt("Plaza (practice) asks: what is your name?")),
  alert: () => alert("Plaza (practice) says: look here!"),
};

/** What needs a press of a button first, and uses it up: one for each press. */
const PRESSED = {
  "file-chooser": chooseFile,
  fullscreen: () => document.documentElement.requestFullscreen().then(() => "given"),
  "clipboard-read": () => navigator.clipboard.readText(),
  "clipboard-write": () => navigator.clipboard.writeText("crumbs"),
  screen: () => navigator.mediaDevices.getDisplayMedia().then(() => "given"),
  files: () => window.showOpenFilePicker().then(() => "given"),
  pointer: () => document.body.requestPointerLock(),
  popup: () => (window.open("/web/", "_blank", "popup") ? "opened" : "refused"),
};

function askForAll() {
  for (const [name, wish] of Object.entries(WISHES)) ask(name, wish);
}

const pressed = Object.entries(PRESSED);
function askForNext() {
  if (pressed.length) ask(...pressed.shift());
}

window.addEventListener("beforeunload", (event) => {
  event.preventDefault();
  event.returnValue = "";
});
window.addEventListener("load", askForAll);
document.addEventListener("pointerdown", askForNext);
