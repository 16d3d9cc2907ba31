// A visitor chose the wrong kind; the office puts it right, asks a team, and the team's leader asks people by name.

import { ask, atDesk, dispatch, enter, go, press, send, unfold } from '../lib/acts.mjs';

/** The team that the demo's leader leads, in Chinese or Tibetan. */
const TEAM = /党员先锋|ཏང་ཡོན་སྔོན་དཔུང/;

export default async function byTheTeam({ lang, open, visit, check }) {
  const guest = await open();
  const { number } = await ask({ page: guest, lang, see: async () => {} }, {
    kind: 'living-phone',
    what: { body: '两袋米要搬到三楼，我搬不动。', place: 30, stairway: '1', door: '301' },
  });
  const worker = await enter(open, 'worker');
  const order = await atDesk(worker, number);
  await unfold(worker, lang, 'orders-desk-moves');
  await check(worker, 'accept-with-changes');
  const carrying = await worker.locator('#accept-category option').evaluateAll((options) => options.at(0).value);
  await send(worker, '/accept', { title: '搬两袋米上三楼', answer: '收到，请志愿队的人来搬。', category: carrying });
  await visit(worker, order);
  await check(worker, 'order-of-another-kind');
  await worker.locator('form[action$="/dispatch"] details > summary').click();
  await dispatch(worker, [TEAM]);

  const leader = await enter(open, 'leader');
  await visit(leader, '/take');
  await check(leader, 'take-of-the-team');
  await go(leader, leader.locator('main a[href$="/hand"]').first());
  await check(leader, 'hand');
  await leader.locator('main input[name="people"]').first().check();
  await press(leader, lang, 'orders-take-hand-do');
  await check(leader, 'handed');
}
