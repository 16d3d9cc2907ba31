/**
 * The button that lets this phone tell its owner of news. It shows only where the browser can, asks only when it is
 * pressed, and says what to do when the browser says no. The address and keys travel in an ordinary form.
 */
function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const plain = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  const out = new Uint8Array(new ArrayBuffer(plain.length));
  for (let at = 0; at < plain.length; at++) out[at] = plain.charCodeAt(at);
  return out;
}

function text(buffer: ArrayBuffer | null): string {
  let plain = "";
  for (const byte of new Uint8Array(buffer ?? new ArrayBuffer(0))) plain += String.fromCharCode(byte);
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const canPush = (): boolean =>
  window.isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

async function subscribe(key: string): Promise<PushSubscription> {
  const worker = await navigator.serviceWorker.register("/sw.js");
  await navigator.serviceWorker.ready;
  const wanted = bytes(key);
  const before = await worker.pushManager.getSubscription();
  // One that was made with another key rings for nobody any more.
  if (before && text(before.options.applicationServerKey) !== key) await before.unsubscribe();
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: wanted });
}

function fill(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}

export function push(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-push]");
  const show = (name: string, yes: boolean): void => {
    const words = form?.querySelector<HTMLElement>(`[${name}]`);
    if (words) words.hidden = !yes;
  };
  if (form && canPush()) {
    form.hidden = false;
    const cannot = document.querySelector<HTMLElement>("[data-push-cannot]");
    if (cannot) cannot.hidden = true;
    show("data-push-denied", Notification.permission === "denied");
    form.querySelector("[data-push-ask]")?.addEventListener("click", (event) => {
      const button = event.currentTarget as HTMLButtonElement;
      button.disabled = true;
      void allow(form, show).finally(() => (button.disabled = false));
    });
  }
  // Taking it back works without this; the browser then forgets it too.
  document.querySelector("form[data-push-forget]")?.addEventListener("submit", () => {
    if (!canPush()) return;
    void navigator.serviceWorker
      .getRegistration()
      .then((worker) => worker?.pushManager.getSubscription())
      .then((before) => before?.unsubscribe())
      .catch(() => false);
  });
}

async function allow(form: HTMLFormElement, show: (name: string, yes: boolean) => void): Promise<void> {
  const answer = await Notification.requestPermission();
  show("data-push-denied", answer === "denied");
  show("data-push-failed", false);
  if (answer !== "granted") return;
  try {
    const made = await subscribe(form.dataset.push ?? "");
    fill(form, "endpoint", made.endpoint);
    fill(form, "p256dh", text(made.getKey("p256dh")));
    fill(form, "auth", text(made.getKey("auth")));
    form.requestSubmit();
  } catch {
    show("data-push-failed", true);
  }
}
