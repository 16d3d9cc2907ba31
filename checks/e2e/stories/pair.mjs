// Somebody asks for two people at once: the office cannot ask only one, the first who takes waits and sees no door, the
// second begins it, the slip for the door names both, either says done, and one of them gives the next one back.

import { accept, ask, atDesk, dispatch, enter, go, press, send, unfold } from '../lib/acts.mjs';

const MEMBER = '样大山';
const OTHER = '样措姆';
const WHAT = { body: '水龙头一直滴水，我一个人在家，想请两位一起来。', place: 30, stairway: '2', door: '201' };

export default async function two({ town, lang, open, visit, check }) {
  const guest = await open();
  const at = (page) => (name) => (name === 'ask-contact' ? check(page, name) : undefined);
  const contact = { called: '样阿姨', phone: '000-0000-3001', part: 'afternoon', two: 'yes' };
  const { number, code } = await ask({ page: guest, lang, see: at(guest) }, { kind: 'repair-water', what: WHAT, contact });
  await visit(guest, '/follow');
  await send(guest, '/follow', { number, code });
  const matter = new URL(guest.url()).pathname;
  const id = matter.split('/').at(-1);

  const worker = await enter(open, 'worker');
  const order = await atDesk(worker, number);
  await unfold(worker, lang, 'orders-desk-moves');
  await check(worker, 'order-asks-for-two');
  await accept(worker, { title: '厨房水龙头滴水', answer: '收到了，请两位一起去。' });
  await visit(worker, order);
  await check(worker, 'dispatch-to-two');
  await refusedToAsk(worker, MEMBER);
  await check(worker, 'one-is-not-enough');
  await visit(worker, order);
  await dispatch(worker, [MEMBER, OTHER]);

  const member = await enter(open, 'member');
  const other = await enter(open, 'member2');
  await visit(member, `/take/${id}`);
  await check(member, 'offer-for-two');
  await press(member, lang, 'orders-take-take');
  await check(member, 'first-waits');
  if ((await member.locator('main').innerText()).includes('201')) throw new Error('the door shows too early');
  await visit(member, '/take');
  await check(member, 'board-with-one-that-waits');
  await visit(worker, order);
  await check(worker, 'one-found');

  await visit(other, `/take/${id}`);
  await check(other, 'offer-with-one-found');
  await press(other, lang, 'orders-take-take');
  await check(other, 'held-by-two');
  await visit(member, `/take/${id}`);
  await check(member, 'held-by-the-first');
  await send(member, '/visit', { visit_at: '2026-03-02T16:00' });
  await visit(guest, matter);
  await check(guest, 'both-are-named');
  await visit(guest, `${matter}/door`);
  await check(guest, 'slip-for-the-door');
  await visit(worker, order);
  await check(worker, 'order-held-by-two');

  await visit(other, `/take/${id}/done`);
  await check(other, 'done-with-the-others-minutes');
  await send(other, '/done', { outcome: 'solved', text: '换了垫圈，不滴了。', minutes: '40', with_minutes: '35' });
  await visit(guest, matter);
  await send(guest, '/solved', {});
  await check(guest, 'minutes-of-both');
  await visit(guest, `${matter}/copy`);
  await check(guest, 'copy');

  await givenBack({ town, lang, open, visit, check }, { worker, member, other });
}

/** The office asks one person only, and is told. */
async function refusedToAsk(page, name) {
  await page.locator('form[action$="/dispatch"] label.choice', { hasText: name }).locator('input').check();
  await Promise.all([page.waitForEvent('load'), page.locator('form[action$="/dispatch"] button.main').click()]);
}

/** One of the two gives it back for both, and the other hears of it; a kind that always asks for two. */
async function givenBack({ town, lang, open, visit, check }, { worker, member, other }) {
  const guest = await open();
  const contact = { part: 'evening', two: 'yes' };
  const { number } = await ask({ page: guest, lang, see: async () => {} }, { kind: 'repair-water', what: WHAT, contact });
  const order = await atDesk(worker, number);
  const id = order.split('/').at(-1);
  await accept(worker, { title: '又滴水了', answer: '收到，请两位一起去。' });
  await visit(worker, order);
  await dispatch(worker, [MEMBER, OTHER]);
  for (const page of [other, member]) {
    await visit(page, `/take/${id}`);
    await press(page, lang, 'orders-take-take');
  }
  await visit(member, `/take/${id}/return`);
  await check(member, 'give-back-for-both');
  await send(member, '/return');
  await town.advance(1);
  await visit(other, '/inbox');
  await check(other, 'needed-no-longer');
  await visit(worker, order);
  await check(worker, 'back-at-the-office');

  const see = (name) => (name === 'ask-contact' ? check(guest, 'always-two') : undefined);
  const what = { body: '孩子数学跟不上，想请人辅导。', place: 30, stairway: '1', door: '301' };
  await ask({ page: guest, lang, see }, { kind: 'children-homework', what, contact: { part: 'evening' } });
  await visit(worker, '/desk/categories');
  await go(worker, worker.locator('main a[href^="/desk/categories/"]', { hasText: /作业辅导|ཁྱིམ་སྦྱོང/ }).first());
  await check(worker, 'category-always-two');
}
