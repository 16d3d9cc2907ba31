// A resident lets a phone tell of news. No push service is reached from here: what the browser cannot do with one, its own
// half of the standard does, written in node (lib/push.mjs), against a real receiver; and the message that came out is
// handed to the real service worker, which shows it and opens the page.

import { accept, ask, atDesk, enter, press, send } from '../lib/acts.mjs';
import { makeBrowser, sender } from '../lib/push.mjs';

const HALF_A_DAY_S = 12 * 3600;

export const whole = true;

export default async function push({ town, lang, open, visit, check }) {
  const resident = await enter(() => open({ worker: true }), 'resident');
  // What leaves the house speaks the language of the account, not of the page.
  await visit(resident, '/me/settings');
  await send(resident, '/me/settings', { language: lang });
  await visit(resident, '/me/notices');
  await check(resident, 'settings');
  await askTheBrowser({ page: resident, town, check });

  // The same form, filled as the script fills it, with a browser of our own behind it.
  const key = await resident.locator('form[data-push]').getAttribute('data-push');
  const { origin } = await town.rung();
  const browser = makeBrowser(`${origin}/ring/phone-1`);
  await allow(resident, browser.asked);
  await check(resident, 'allowed');

  const see = async () => {};
  const { number } = await ask({ page: resident, lang, see }, {
    kind: 'living-phone',
    what: { body: '手机不会存号码，想请人教一下。', place: 30, stairway: '1', door: '301' },
  });
  const worker = await enter(open, 'worker');
  const order = await atDesk(worker, number);
  await accept(worker, { title: '教老人存号码', answer: '收到，今天下午找人过去。' });
  await town.advance(1);

  const { seen } = await town.rung();
  if (seen.length !== 1) throw new Error(`rung ${seen.length} times`);
  const message = opened({ rung: seen[0], browser, key, origin });
  const page = `/matters/${order.split('/').at(-1)}`;
  if (!message.body.includes(number) || message.page !== page || message.lang !== lang) throw new Error(JSON.stringify(message));
  if (/号码|手机|老人|下午/.test(message.body + message.title)) throw new Error(`it tells: ${message.body}`);

  await showIt({ page: resident, town, message });
  await visit(resident, page);
  await check(resident, 'where-it-leads');

  // Taken back: it rings no more.
  await visit(resident, '/me/notices');
  await press(resident, lang, 'push-forget');
  await check(resident, 'taken-back');
  await visit(worker, order);
  await send(worker, '/messages', { text: '带上手机和说明书。' });
  await town.advance(1);
  const after = await town.rung();
  if (after.seen.length !== 1) throw new Error('it rings after it was taken back');
}

/** Presses the button: first the browser says no, then it may, and finds no push service. */
async function askTheBrowser({ page, town, check }) {
  const shown = (name) => page.locator(`[${name}]`).isVisible();
  const button = page.locator('[data-push-ask]');
  if (!(await button.isVisible())) throw new Error('the button does not show');
  if (await shown('data-push-cannot')) throw new Error('it says that it cannot');
  await button.click();
  await page.locator('[data-push-denied]').waitFor({ state: 'visible' });
  await check(page, 'denied');
  await page.context().grantPermissions(['notifications'], { origin: town.url });
  await page.reload();
  await button.click();
  await page.locator('[data-push-failed]').waitFor({ state: 'visible' });
  await check(page, 'no-push-service');
}

async function allow(page, asked) {
  const send = (form, asked) => {
    for (const [name, value] of Object.entries(asked)) form.elements.namedItem(name).value = value;
    form.requestSubmit();
  };
  await Promise.all([page.waitForEvent('load'), page.locator('form[data-push]').evaluate(send, asked)]);
}

/** What the receiver was sent, opened and looked at from all sides. */
function opened({ rung, browser, key, origin }) {
  const { headers } = rung;
  const token = sender(headers.authorization);
  if (token.alg !== 'ES256' || token.aud !== origin || token.key !== key) throw new Error(`a token of ${token.aud}`);
  if (!token.sub.startsWith('mailto:') || !Number.isInteger(token.exp)) throw new Error('a token without contact or end');
  if (headers['content-encoding'] !== 'aes128gcm' || !(Number(headers.ttl) > HALF_A_DAY_S)) throw new Error('headers');
  if (!/^[\w-]{32}$/.test(headers.topic) || headers.urgency !== 'low') throw new Error(`topic ${headers.topic}`);
  const { text, bytes } = browser.open(rung.body);
  if (bytes !== 1025) throw new Error(`${bytes} bytes, not the same for all`);
  const message = JSON.parse(text);
  if (Object.keys(message).sort().join() !== 'body,lang,page,title') throw new Error(`it says ${text}`);
  return message;
}

/** What the service worker shows within two seconds. */
async function shownSoon() {
  const worker = await navigator.serviceWorker.ready;
  for (let tries = 0; tries < 20; tries += 1) {
    const notes = await worker.getNotifications();
    if (notes.length > 0) return notes.map(({ title, body, tag, lang }) => ({ title, body, tag, lang }));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return [];
}

/** The real service worker gets the message by the developer tools' door, shows it, and opens its page. */
async function showIt({ page, town, message }) {
  const tools = await page.context().newCDPSession(page);
  const registered = new Promise((resolve) => {
    tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find((one) => one.scopeURL.startsWith(town.url) && !one.isDeleted);
      if (own) resolve(own.registrationId);
    });
  });
  await tools.send('ServiceWorker.enable');
  await page.evaluate(() => navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready));
  const data = JSON.stringify(message);
  const delivery = { origin: town.url, registrationId: await registered, data };
  let notes = [];
  // The tools drop what they deliver to a worker that is still starting; what comes again takes its own place by its tag.
  for (let tries = 0; tries < 10 && notes.length === 0; tries += 1) {
    await tools.send('ServiceWorker.deliverPushMessage', delivery);
    notes = await page.evaluate(shownSoon);
  }
  const [note] = notes;
  if (notes.length !== 1 || note.title !== message.title || note.body !== message.body || note.tag !== message.page) {
    throw new Error(`shown: ${JSON.stringify(notes)}`);
  }
  const [worker] = page.context().serviceWorkers();
  const led = await worker.evaluate(async () => {
    const [notification] = await self.registration.getNotifications();
    const opened = new Promise((resolve) => {
      self.clients.openWindow = async (page) => resolve(page);
    });
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
    return [await opened, (await self.registration.getNotifications()).length, (await caches.keys()).length];
  });
  if (led[0] !== message.page || led[1] !== 0 || led[2] !== 0) throw new Error(`pressed: ${led}`);
}
