// Shows a line when a push message comes, and opens the page it is about. It keeps no page, no answer and no text, and
// stands in the way of no request. Served as /sw.js, so that it reaches every page; plain, so that it needs no build.
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** A path of ours, or the inbox. */
function ours(page) {
  try {
    const url = new URL(String(page), self.location.origin);
    if (url.origin === self.location.origin) return url.pathname;
  } catch {}
  return "/inbox";
}

self.addEventListener("push", (event) => {
  let said = {};
  try {
    said = event.data.json();
  } catch {}
  const page = ours(said.page ?? "/inbox");
  // Later news about the same matter take the place of earlier ones, without another sound.
  const shown = { body: String(said.body ?? ""), lang: String(said.lang ?? ""), tag: page, data: { page } };
  event.waitUntil(self.registration.showNotification(String(said.title || self.location.host), shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const page = ours(event.notification.data?.page ?? "/inbox");
  event.waitUntil(
    (async () => {
      const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
      const there = open.find((client) => new URL(client.url).pathname === page);
      if (there) return there.focus();
      return self.clients.openWindow(page);
    })(),
  );
});
