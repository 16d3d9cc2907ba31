// Takes the four pictures of the README, by hand: `WUQUAN_TOWN=... node screens.mjs`. They come from the product as it
// is, in a town with a past; pngquant, where it is installed, makes them small.

import { spawnSync } from 'node:child_process';
import { mkdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { accept, ask, atDesk, dispatch, go, press, send } from './lib/acts.mjs';
import { launch, visit } from './lib/browser.mjs';
import { signIn } from './lib/people.mjs';
import { startTown } from './lib/town.mjs';

const FOLDER = fileURLToPath(new URL('../../docs/screens', import.meta.url));
const LANG = 'zh-CN';
const ORDERS = 60;
const BYTES_MAX = 200 * 1024;
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const DESK = { viewport: { width: 1440, height: 900 } };

await mkdir(FOLDER, { recursive: true });
const browser = await launch();
try {
  // In the small town everybody who can do it is asked; the large one has a full desk.
  await inTown(0, phones);
  await inTown(ORDERS, desk);
} finally {
  await browser.close();
}

async function inTown(orders, show) {
  const town = await startTown({ orders });
  const device = async (kind, login) => {
    const context = await browser.newContext({ baseURL: town.url, locale: LANG, timezoneId: 'Asia/Shanghai', ...kind });
    const page = await context.newPage();
    if (login) await signIn(page, login);
    return page;
  };
  await show(device).finally(() => town.stop());
}

async function phones(device) {
  const guest = await device(PHONE);
  await visit(guest, '/');
  await shoot(guest, 'home');
  const { number } = await ask({ page: guest, lang: LANG, see: async () => {} }, {
    kind: 'repair-water',
    what: { body: '厨房水龙头一直滴水，关不紧。', place: 30, stairway: '2', door: '201' },
    contact: { called: '样阿姨', phone: '000-0000-3001' },
  });
  await press(guest, LANG, 'orders-ask-done-follow');
  const matter = guest.url();

  const worker = await device(DESK, 'worker');
  await atDesk(worker, number);
  await accept(worker, { title: '厨房水龙头滴水', answer: '收到了，今天就给您找会修水管的人。' });
  await atDesk(worker, number);
  await dispatch(worker, ['样大山']);
  const member = await device(PHONE, 'member');
  await visit(member, '/take');
  await shoot(member, 'take');
  await press(member, LANG, 'orders-take-take');
  await send(member, '/visit', { visit_at: await inTwoHours(member) });
  await visit(guest, matter);
  await shoot(guest, 'follow');
}

async function desk(device) {
  const worker = await device(DESK, 'worker');
  await visit(worker, '/desk?box=to_dispatch');
  await go(worker, worker.locator('main td.do a').last());
  await shoot(worker, 'desk');
}

/** The town's clock is not this machine's: the page says what it would accept. */
async function inTwoHours(page) {
  const field = page.locator('[name="visit_at"]').first();
  return (await field.inputValue()) || '2026-03-02T16:00';
}

async function shoot(page, name) {
  const path = join(FOLDER, `${name}.png`);
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path });
  spawnSync('pngquant', ['--force', '--skip-if-larger', '--strip', '--output', path, '256', path]);
  const { size } = await stat(path);
  console.log(`${name}.png ${Math.round(size / 1024)} KB`);
  if (size > BYTES_MAX) throw new Error(`${name}.png is larger than ${BYTES_MAX} bytes`);
}
