// Keeps the page and its files, so that it opens without a network.

const FILES = $files;
// Pages in other folders of the same server have places of their own.
const PLACE = "quizgen " + self.registration.scope + " ";
const NAME = PLACE + "$version";

self.addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(NAME);
    await cache.addAll(FILES.map((name) => new Request(name, { cache: "reload" })));
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const clear = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(PLACE) && name !== NAME);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

self.addEventListener("fetch", (event) => {
  const answer = async () => {
    const cache = await caches.open(NAME);
    const kept = await cache.match(event.request, { ignoreSearch: true });
    return kept || fetch(event.request);
  };
  if (event.request.method === "GET") event.respondWith(answer());
});
