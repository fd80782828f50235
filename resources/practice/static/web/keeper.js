/** Lets a service worker keep this page as it is now, for every later visit. */
navigator.serviceWorker.register("/web/service-worker.js", { scope: "/web/" });
