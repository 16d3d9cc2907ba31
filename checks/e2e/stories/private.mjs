// A dripping tap: from the first word of somebody without an account to a tea brick at the counter, with a second round
// in between. The main job of the house.

import { accept, ask, atDesk, dispatch, done, enter, fill, go, press, send, unfold } from '../lib/acts.mjs';

const MEMBER = '样大山';
const OTHER = '样措姆';
const DAYS_OF_NOTICE = 6;
const WAITING_NUMBER_MINUTES = 90;

export default async function privateService({ town, lang, open, visit, check }) {
  const guest = await open();
  const at = (page) => (name) => check(page, name);
  await visit(guest, '/');
  await check(guest, 'home');
  const { number, code } = await ask({ page: guest, lang, see: at(guest) }, {
    kind: 'repair-water',
    what: { body: '厨房水龙头一直滴水，关不紧，地上都是水。', place: 30, stairway: '2', door: '201' },
    contact: { called: '样阿姨', phone: '000-0000-3001' },
  });
  await visit(guest, await guest.locator('a[href^="/ask/slip"]').getAttribute('href'));
  await check(guest, 'ask-slip');
  await visit(guest, '/follow');
  await check(guest, 'follow');

  // On another phone, with nothing but number and code.
  const elsewhere = await open();
  await visit(elsewhere, '/follow');
  await send(elsewhere, '/follow', { number, code });
  const matter = new URL(elsewhere.url()).pathname;
  await check(elsewhere, 'matter-asked');

  const worker = await enter(open, 'worker');
  await visit(worker, '/desk');
  await check(worker, 'desk');
  const order = await atDesk(worker, number);
  await check(worker, 'order-new');
  await accept(worker, { title: '厨房水龙头滴水', answer: '收到了。今天就给您找会修水管的人，来之前先打电话。' });
  await visit(worker, order);
  await check(worker, 'order-accepted');
  await dispatch(worker, [MEMBER, OTHER]);

  const member = await enter(open, 'member');
  const other = await enter(open, 'member2');
  await visit(member, '/take');
  await visit(other, '/take');
  await check(other, 'take-asked');
  await take(member, lang, check);
  // The other one was a moment later: kind words, and no trace.
  await press(other, lang, 'orders-take-take');
  await check(other, 'take-somebody-was-faster');
  await hold(member, { lang, check });
  await visit(guest, matter);
  await check(guest, 'matter-somebody-comes');
  await finish(member, { check, minutes: 60 });

  await visit(guest, matter);
  await check(guest, 'matter-solved-or-not');
  await unfold(guest, lang, 'orders-ask-not-solved');
  await send(guest, '/not-solved', { text: '换了垫圈，晚上又开始滴了。' });
  await check(guest, 'matter-second-round');

  await visit(worker, order);
  await check(worker, 'order-reopened');
  await dispatch(worker, [MEMBER, OTHER]);
  await visit(member, '/take');
  await press(member, lang, 'orders-take-take');
  await finish(member, { minutes: 75 });

  await visit(guest, matter);
  await send(guest, '/solved');
  await check(guest, 'matter-rate');
  await send(guest, '/rate', { grade: '5' });
  for (let left = await guest.locator('form[action$="/minutes"]').count(); left > 0; left -= 1) {
    await send(guest, '/minutes');
  }
  await check(guest, 'matter-closed');
  await visit(worker, order);
  await check(worker, 'order-closed');

  await points({ town, member, visit, check });
  await goods({ member, lang, open, visit, check });
}

async function take(member, lang, check) {
  await check(member, 'take');
  await go(member, member.locator('main h2 a[href^="/take/"]').first());
  await check(member, 'take-offer');
  await press(member, lang, 'orders-take-take');
  await check(member, 'take-held');
}

/** Looks at the number to call, which is on record, and says when they come. */
async function hold(member, { lang, check }) {
  await press(member, lang, 'orders-take-phone-show');
  await check(member, 'take-phone');
  await send(member, '/visit', { visit_at: '2026-03-02T16:00' });
  await check(member, 'take-arranged');
}

async function finish(member, { check, minutes }) {
  await go(member, member.locator('main a[href$="/done"]'));
  if (check) await check(member, 'take-done-form');
  await fill(member.locator('main form[action$="/done"]'), { outcome: 'solved', text: '换了垫圈和阀芯，不滴了。', minutes: String(minutes) });
  await go(member, member.locator('main form[action$="/done"] button.main'));
  if (check) await check(member, 'take-done');
}

async function points({ town, member, visit, check }) {
  await town.advance(WAITING_NUMBER_MINUTES);
  await visit(member, '/points');
  await check(member, 'points-pending');
  const pending = Number((await member.locator('main .row b.num').first().innerText()).replace('+', ''));
  if (!(pending > 0)) throw new Error(`nothing pends: ${pending}`);
  await visit(member, '/points/notice');
  await check(member, 'points-notice');
  await town.advance(DAYS_OF_NOTICE * 24 * 60);
  await visit(member, '/points');
  await check(member, 'points-final');
  const free = Number(await member.locator('main .code.num').first().innerText());
  if (free !== pending && free < 10) throw new Error(`${pending} were pending, ${free} are free`);
}

async function goods({ member, lang, open, visit, check }) {
  await visit(member, '/supermarket');
  await check(member, 'supermarket');
  await go(member, member.locator('main a[href^="/supermarket/items/"]').first());
  await check(member, 'supermarket-item');
  await press(member, lang, 'supermarket-reserve');
  await check(member, 'supermarket-reserved');
  const code = (await member.locator('main .code').innerText()).trim();
  const mine = member.url();
  const clerk = await enter(open, 'clerk');
  await visit(clerk, '/counter');
  await check(clerk, 'counter');
  await send(clerk, '/counter', { q: code });
  await check(clerk, 'counter-waiting');
  await send(clerk, '/collection', { known_by: 'code' });
  await check(clerk, 'counter-handed-over');
  await visit(member, mine);
  await check(member, 'supermarket-collected');
}
