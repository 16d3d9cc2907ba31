// With the keyboard alone, and without scripts.

import { ask, enter, fill } from '../lib/acts.mjs';

export const variants = ['phone', 'desk'];

export default async function keyboard({ lang, open, visit, check }) {
  const worker = await enter(open, 'worker');
  await visit(worker, '/people');
  await worker.keyboard.press('/');
  if ((await worker.locator('[data-search]:focus').count()) !== 1) throw new Error('"/" does not find the search');
  await worker.keyboard.type('/');
  const typed = await worker.locator('[data-search]:focus').inputValue();
  if (typed !== '/') throw new Error(`"/" in a field must stay a sign: "${typed}"`);

  const guest = await open();
  await visit(guest, '/ask/living-phone');
  await guest.keyboard.press('Tab');
  const skip = await guest.evaluate(() => document.activeElement?.getAttribute('href'));
  if (skip !== '#main') throw new Error(`the first stop is ${skip}, not the skip link`);
  await guest.keyboard.press('Enter');
  const stops = await tabStops(guest, 16);
  const wanted = ['body', 'place', 'stairway', 'door', 'spot', 'photo', 'go'];
  const order = stops.filter((stop) => wanted.includes(stop));
  if (order.join() !== wanted.join()) throw new Error(`tab order: ${stops.join(', ')}`);

  const plain = await open({ scripts: false });
  const { number } = await ask({ page: plain, lang, see: (name) => check(plain, `no-scripts-${name}`) }, {
    kind: 'living-phone',
    what: { body: '想学用手机看公交。', place: 30 },
  });
  if (!/^\d+$/.test(number)) throw new Error(`no number without scripts: ${number}`);
  // What is missing is asked for, and nothing typed is lost.
  await visit(plain, '/ask/living-phone');
  await fill(plain.locator('main form'), { body: '想学视频通话。' });
  await Promise.all([plain.waitForEvent('load'), plain.locator('main form button.main').click()]);
  await check(plain, 'no-scripts-mend');
  const kept = await plain.locator('[name="body"]').inputValue();
  if (!kept.includes('视频')) throw new Error(`lost: ${kept}`);
}

/** The names of the fields that Tab reaches, in order. */
async function tabStops(page, count) {
  const stops = [];
  for (let turn = 0; turn < count; turn += 1) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => document.activeElement?.name || document.activeElement?.tagName));
  }
  return stops;
}
