// One lamp that several neighbours mean: one asks, one cares too, one asks the same and is merged; then a matter in two parts.

import { ask, atDesk, enter, fill, go, press, send, unfold } from '../lib/acts.mjs';

const LAMP = 'facilities-light';
const TITLE = '三号楼门口的路灯不亮';

export default async function merge({ lang, open, visit, check }) {
  const resident = await enter(open, 'resident');
  const first = await ask({ page: resident, lang, see: async () => {} }, {
    kind: LAMP,
    what: { body: '我家楼下那盏灯坏了三天，老人晚上看不见。', place: 30 },
  });
  const worker = await enter(open, 'worker');
  const order = await atDesk(worker, first.number);
  await check(worker, 'accept-with-a-title-for-neighbours');
  await send(worker, '/accept', { title: '门口路灯不亮', answer: '收到，今天请电工去看。', public_title: TITLE });
  await check(worker, 'order-with-its-title');

  // A neighbour without an account is about to ask the same, and cares about that one instead.
  const neighbour = await open();
  await visit(neighbour, `/ask/${LAMP}`);
  await fill(neighbour.locator('main form').first(), { body: '门口太黑了', place: 30 });
  await press(neighbour, lang, 'orders-ask-next');
  await check(neighbour, 'offered-before-asking');
  await press(neighbour, lang, 'orders-care-do');
  await check(neighbour, 'care-with-number-and-code');
  const text = async (id) => (await neighbour.locator(id).innerText()).trim();
  const care = { number: await text('#number'), code: await text('#follow-code') };

  // Another does not see that it is the same, and asks.
  const other = await open();
  const second = await ask({ page: other, lang, see: async () => {} }, {
    kind: LAMP,
    what: { body: '三号楼外面的灯不亮，请修一下。', place: 30 },
  });
  const twin = await atDesk(worker, second.number);
  await check(worker, 'may-be-the-same');
  await worker.locator('form[action$="/merge"] label.choice').first().locator('input').check();
  await send(worker, '/merge', { text: '和邻居提的是同一盏灯，一起修。' });
  await check(worker, 'merged');
  await visit(worker, order);
  await check(worker, 'leads-another');

  await visit(other, '/matters');
  await check(other, 'matters-with-a-merged-one');
  await go(other, other.locator('main a[href^="/matters/"]').first());
  await check(other, 'goes-on-under-another-number');

  // On another phone, with the number and the code of the care.
  const later = await open();
  await visit(later, '/follow');
  await fill(later.locator('main form[action="/follow"]'), care);
  await press(later, lang, 'orders-ask-follow-open');
  await check(later, 'care-on-another-phone');
  await visit(later, '/matters');
  await check(later, 'matters-with-a-care');

  // It was another lamp after all.
  await visit(worker, twin);
  await unfold(worker, lang, 'orders-merge-unmerge');
  await send(worker, '/unmerge', { reason: '去看过，是另一盏。' });
  await check(worker, 'taken-out-again');
  await other.reload();
  await check(other, 'on-its-own-again');

  // Two matters in one.
  await visit(worker, order);
  await press(worker, lang, 'orders-merge-split');
  await check(worker, 'split-form');
  await send(worker, '/split', { title: '楼道扶手松了', text: '同一楼道的扶手也松了。', answer: '扶手另外请人来修。' });
  await check(worker, 'part');
  await visit(resident, '/matters');
  await go(resident, resident.locator('main a[href^="/matters/"]').first());
  await check(resident, 'part-of-ones-own-matter');

  // The counter notes that somebody cares.
  await visit(worker, '/desk/new');
  await fill(worker.locator('main form').first(), { category: await lampOf(worker), place: 30 });
  // The notice of an emergency is on this page; it is no refusal.
  await Promise.all([worker.waitForEvent('load'), worker.locator('main button[value="look"]').first().click()]);
  await check(worker, 'record-with-what-neighbours-asked');
  await press(worker, lang, 'orders-care-counter-do');
  await check(worker, 'care-slip');

  await later.reload();
  await go(later, later.locator('main a[href^="/cares/"]').first());
  await press(later, lang, 'orders-care-stop');
  await check(later, 'no-longer');
}

/** The value of the lamp's category, as the open order at the desk has it. */
async function lampOf(page) {
  return page.locator('select[name="category"] optgroup').nth(2).locator('option').first().getAttribute('value');
}
