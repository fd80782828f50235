// Keeps the settings page as it was when this worker came, and answers with that copy from then on.
const ADDRESS = "/web/settings/ai-training";

self.addEventListener("install", (event) => {
  const keep = async () => (await caches.open("plaza")).put(ADDRESS, await fetch(ADDRESS));
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && new URL(url).pathname === ADDRESS) {
    event.respondWith(caches.match(ADDRESS).then((copy) => copy ?? fetch(event.request)));
  }
});
