// Points that somebody doubts: a correction with its appeal, praise with consent and public notice, rules that are adopted.

import { enter, fill, go, press, send, unfold } from '../lib/acts.mjs';
import { tour } from '../lib/tour.mjs';

const MINUTES_A_DAY = 24 * 60;
const DEED = '夜里送走失的老人回家';

export default async function points({ open, visit, check, lang, town }) {
  const see = { visit, check };
  const worker = await enter(open, 'worker');
  const member = await enter(open, 'member');
  const secretary = await enter(open, 'secretary');

  await atCounter(worker, see, '样大山');
  const place = new URL(worker.url()).pathname;
  await correct(worker, lang, { amount: '8', reason: '补登上月的两次' });
  await visit(secretary, '/points/corrections');
  await send(secretary, '/decision', {}, 'approve');
  await visit(worker, place);
  await correct(worker, lang, { amount: '-2', reason: '这一次登记了两遍' });
  await check(worker, 'correction-proposed');
  await tour(member, see, [['correction-in-the-passbook', '/points']]);
  await send(member, '/objection', { objection: '两次是不同的两天' });
  await check(member, 'objection-said');
  await tour(secretary, see, [['corrections', '/points/corrections']]);
  await send(secretary, '/decision', {}, 'approve');
  await check(secretary, 'corrections-done');

  await town.advance(1);
  await tour(member, see, [
    ['correction-in-the-inbox', '/inbox'],
    ['correction-made', '/points'],
  ]);
  const appeal = member.locator('details', { hasText: '这一次登记了两遍' }).first();
  await appeal.locator('summary').click();
  await check(member, 'appeal-open');
  await fill(appeal, { words: '第一次是 3 日，第二次是 5 日' });
  await go(member, appeal.locator('button'));
  await check(member, 'appeal-said');
  await tour(secretary, see, [['appeal-not-by-who-approved', '/points/appeals']]);
  const worker2 = await enter(open, 'worker2');
  await tour(worker2, see, [['appeals', '/points/appeals']]);
  await send(worker2, '/decision', { outcome: '查了登记，是两天，分已加回' }, 'yes');
  await check(worker2, 'appeals-done');
  await town.advance(1);
  await tour(member, see, [
    ['appeal-in-the-inbox', '/inbox'],
    ['appeal-upheld', '/points'],
  ]);

  const other = await enter(open, 'member2');
  await atCounter(worker, { visit, check: () => {} }, '样措姆');
  const praise = await unfold(worker, lang, 'praise-propose');
  await praise.locator('input[name="merit"]').first().check();
  await fill(praise, { amount: '60', reason: DEED });
  await go(worker, praise.locator('button'));
  await check(worker, 'praise-proposed');
  await tour(other, see, [['praise-asks', '/points']]);
  await other.locator('form[action$="/answer"] input[name="shows_name"]').first().check();
  await go(other, other.locator('form[action$="/answer"] button[value="yes"]').first());
  await check(other, 'praise-agreed');
  const resident = await enter(open, 'resident');
  await tour(resident, see, [['praise-in-public', '/points/honours']]);
  const objection = resident.locator('section.card', { hasText: DEED }).locator('details').first();
  await objection.locator('summary').click();
  await fill(objection, { words: '当天还有两位一起送的' });
  await go(resident, objection.locator('button'));
  await check(resident, 'praise-objected');
  await town.advance(8 * MINUTES_A_DAY);
  const later = await enter(open, 'secretary');
  await tour(later, see, [['praise-with-an-objection', '/points/praise']]);
  const decision = later.locator('section.card', { hasText: DEED });
  await fill(decision, { outcome: '三位都登记了，同意' });
  await go(later, decision.locator('button[value="yes"]'));
  await check(later, 'praise-granted');
  await tour(await open(), see, [['praise-told', '/points/honours']]);

  await tour(later, see, [['rules-before', '/points/rules']]);
  await fill(later.locator('form[action="/points/rules"]'), {
    valid_from: '2026-06-01',
    points_per_hour: '11',
    adopted_by: '居民代表会议',
    adopted_on: '2026-03-01',
    source: '2026 年第 3 号',
    votes_yes: '31',
    votes_no: '2',
    votes_abstained: '1',
    votes_of: '40',
  });
  await check(later, 'rules-written');
  await press(later, lang, 'points-rules-adopt');
  await check(later, 'rules-coming');
}

/** Proposes so many points more or less. */
async function correct(page, lang, what) {
  const folded = await unfold(page, lang, 'points-correct');
  await fill(folded, { ledger: 'points', ...what });
  await go(page, folded.locator('button'));
}

/** The page of a person at the counter. */
async function atCounter(page, see, name) {
  await tour(page, see, [
    ['people-to-look-for', '/points/people'],
    ['people', (at) => send(at, '/points/people', { q: name })],
    ['person', 'a[href^="/points/people/"]'],
  ]);
}
