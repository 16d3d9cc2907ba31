// An old tricycle in front of a door: a public place, so somebody else looks whether it is really done.

import { accept, ask, atDesk, dispatch, enter, fill, go, press, send } from '../lib/acts.mjs';

const MEMBER = '样大山';
const OTHER = '样措姆';

export default async function publicPlace({ lang, open, visit, check }) {
  const resident = await enter(open, 'resident');
  const { number } = await ask({ page: resident, lang, see: async () => {} }, {
    kind: 'neighbours-parking',
    what: { body: '旧三轮车停在楼门口，轮椅出不来。', place: 30, spot: '二单元门口' },
    contact: { language: 'bo', part: 'evening' },
  });
  const worker = await enter(open, 'worker');
  const order = await atDesk(worker, number);
  await accept(worker, { title: '楼门口停了旧三轮车', answer: '收到，今天就找人去挪开。' });
  await visit(worker, order);
  await check(worker, 'order-public');
  await dispatch(worker, [MEMBER]);

  const member = await enter(open, 'member');
  await visit(member, '/take');
  await press(member, lang, 'orders-take-take');
  await check(member, 'held-public');
  await go(member, member.locator('main a[href$="/done"]'));
  await check(member, 'done-form-public');
  await fill(member.locator('main form[action$="/done"]'), { outcome: 'solved', text: '和车主一起把车推到了车棚，门口画了线。', minutes: '45' });
  await go(member, member.locator('main form[action$="/done"] button.main'));

  await visit(resident, '/matters');
  await check(resident, 'matters');
  await go(resident, resident.locator('main a[href^="/matters/"]').first());
  await check(resident, 'matter-being-checked');

  // A volunteer who did not do it goes and looks.
  await visit(worker, order);
  await check(worker, 'order-to-verify');
  const asked = worker.locator('form[action$="/ask-to-check"]');
  await worker.locator('details', { has: asked }).locator('summary').click();
  await asked.locator('label.choice', { hasText: OTHER }).locator('input').check();
  await go(worker, asked.locator('button').last());
  const other = await enter(open, 'member2');
  await visit(other, '/take');
  await check(other, 'take-with-a-look');
  await go(other, other.locator('main a[href^="/take/checks/"]').first());
  await check(other, 'check');
  await send(other, '/ok', { text: '去看过，门口空着，轮椅能过。' });
  await check(other, 'checked');

  await resident.reload();
  await check(resident, 'matter-verified');
  await send(resident, '/solved');
  await send(resident, '/close');
  await check(resident, 'matter-closed-unrated');
  // Who helped belongs to no team in this, so the secretary looks at the minutes.
  const secretary = await enter(open, 'secretary');
  await visit(secretary, '/desk');
  await check(secretary, 'desk-minutes');
  await press(secretary, lang, 'orders-take-minutes-right');
  await check(secretary, 'desk-minutes-confirmed');
  await visit(worker, order);
  await check(worker, 'order-public-closed');
}
