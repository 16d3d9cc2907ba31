// Two workers at once: one sees that the other has the matter open and is writing, both may act, and who comes second keeps
// the words. A step is taken back within the ten seconds, with and without scripts; later it stands.

import { accept, ask, atDesk, dispatch, enter, fill, press, send } from '../lib/acts.mjs';

const ANSWER = '收到，今天下午派人看。';

export default async function undo({ town, lang, open, visit, check }) {
  const guest = await open();
  const { number } = await ask({ page: guest, lang, see: async () => {} }, {
    kind: 'living-phone',
    what: { body: '手机不会存号码，想请人教一下。', place: 30, stairway: '1', door: '301' },
  });
  const first = await enter(open, 'worker');
  const order = await atDesk(first, number);
  await check(first, 'alone');
  const second = await enter(open, 'worker2');
  await visit(second, order);
  await seen(second, '.notice', true);
  await check(second, 'somebody-else-looks');

  // The first one writes; the second one's page learns of it by itself.
  await fill(first.locator('form[action$="/accept"]'), { title: '教老人存号码', answer: ANSWER });
  await sign(first);
  await seen(first, '.notice', true);
  await sign(second);
  await check(second, 'somebody-else-writes');

  // The second one is faster; the first one learns it and keeps the words.
  await accept(second, { title: '教老人用手机', answer: '收到，明天有人来。' });
  await check(second, 'accepted-and-undo');
  const late = first.locator('form[action$="/accept"] button.main');
  await Promise.all([first.waitForEvent('load'), late.click()]);
  const kept = await first.locator('main textarea[readonly]').evaluateAll((all) => all.map((one) => one.value));
  if (!kept.includes(ANSWER)) throw new Error(`what was typed is lost: ${kept.join(' ')}`);
  await check(first, 'second-keeps-the-words');

  // Taken back: nobody was told, one quiet line stays.
  await press(second, lang, 'orders-undo-button');
  await check(second, 'taken-back');
  if (!(await second.locator('form[action$="/accept"]').isVisible())) throw new Error('it is not as before');
  await visit(guest, '/');
  // Without scripts the same button stands there, and the server says when it is too late.
  const plain = await open({ scripts: false });
  await enterPlain(plain);
  await plain.goto(order, { waitUntil: 'load' });
  await accept(plain, { title: '教老人存号码', answer: ANSWER });
  await check(plain, 'undo-without-scripts');
  await town.advance(1);
  await send(plain, '/undo');
  await check(plain, 'too-late');

  // On the morning screen too; the count-down ends by itself.
  await visit(second, '/desk?box=to_dispatch');
  await visit(second, order);
  await dispatch(second, [/样大山/]);
  await visit(second, '/desk');
  await check(second, 'undo-on-the-morning-screen');
  await second.waitForFunction(() => !document.querySelector('form[action$="/undo"]'), null, { timeout: 20_000 });
  await check(second, 'count-down-is-over');
}

async function enterPlain(page) {
  const { signIn } = await import('../lib/people.mjs');
  await signIn(page, 'worker');
}

/** A sign of life now, as the script gives it every 25 seconds. */
async function sign(page) {
  const answered = page.waitForResponse((response) => response.url().endsWith('/here'));
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await answered;
  await page.waitForTimeout(300);
}

async function seen(page, part, wanted) {
  const found = await page.locator(`form[data-here] ${part}`).count();
  if (found > 0 !== wanted) throw new Error(`${wanted ? 'nobody' : 'somebody'} stands there at ${page.url()}`);
}
