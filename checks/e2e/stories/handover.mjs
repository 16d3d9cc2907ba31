// A worker will be away: the open matters go to a colleague, a refused form keeps what was typed, the colleague hears of it
// once, and on the day of return one line asks whether to take back what is still open. In the end the log of call-backs goes
// on paper and into a file.

import { accept, ask, atDesk, enter, fill, go, press, send } from '../lib/acts.mjs';

const COLLEAGUE = '样次央';
const NOTE = '钥匙在门卫处。';

export default async function handover({ town, lang, open, visit, check, signIn }) {
  const guest = await open();
  const numbers = [];
  for (const body of ['手机不会存号码。', '想学视频通话。', '想学手机挂号。']) {
    const what = { body, place: 30, stairway: '1', door: '301' };
    numbers.push((await ask({ page: guest, lang, see: async () => {} }, { kind: 'living-phone', what })).number);
  }
  const worker = await enter(open, 'worker');
  await visit(worker, '/desk/handover');
  await check(worker, 'nothing-to-hand-over');
  for (const number of numbers) {
    await atDesk(worker, number);
    await accept(worker, { title: `教老人用手机 ${number}`, answer: '收到，马上找人。' });
  }
  await visit(worker, '/desk/handover');
  await check(worker, 'open-matters');

  // Without scripts: all ticked, a day that has gone by is refused, and nothing typed is lost.
  const plain = await open({ scripts: false });
  await signIn(plain, 'worker');
  await visit(plain, '/desk/handover');
  await go(plain, plain.locator('main a[href*="all=yes"]'));
  const form = plain.locator('main form[method="post"]');
  await form.locator('select[name="colleague"]').selectOption({ label: COLLEAGUE });
  await fill(form, { back_on: '2026-03-01', note: NOTE, own_note: '下午四点后在家。' });
  await Promise.all([plain.waitForEvent('load'), form.locator('button.main').click()]);
  await check(plain, 'a-day-that-has-gone-by');
  const kept = [await form.locator('[name="note"]').inputValue(), await form.locator('[name="own_note"]').first().inputValue()];
  const ticked = await form.locator('[name="pick"]:checked').count();
  if (kept.join() !== `${NOTE},下午四点后在家。` || ticked !== 3) throw new Error(`lost: ${kept}, ${ticked} ticked`);
  await fill(form, { back_on: '2026-03-03' });
  // One of them is moved on by somebody else meanwhile.
  const other = await enter(open, 'secretary');
  await atDesk(other, numbers[1]);
  await openUp(other, '/ask-back');
  await send(other, '/ask-back', { reason: '哪一天方便？' });
  await go(plain, form.locator('button.main'));
  await check(plain, 'a-result-for-each');
  const lists = await plain.locator('main h2').count();
  if (lists !== 2) throw new Error(`done and not done: ${lists}`);

  await town.advance(1);
  const colleague = await enter(open, 'worker2');
  await visit(colleague, '/inbox');
  await check(colleague, 'the-colleague-hears-of-it');
  await visit(colleague, '/desk/handover');
  await check(colleague, 'the-colleague-has-them');
  await visit(colleague, '/desk/handover/print');
  await check(colleague, 'list-on-paper');
  await atDesk(colleague, numbers[0]);
  await check(colleague, 'in-charge-now');

  // On Tuesday the worker is back.
  await town.advance(24 * 60);
  const back = await enter(open, 'worker');
  await visit(back, '/desk');
  await check(back, 'held-for-you');
  await press(back, lang, 'handover-take-back');
  await check(back, 'taken-back');
  await visit(back, '/desk');
  if ((await back.locator('form[action="/desk/handover/back"]').count()) > 0) throw new Error('the line is still there');

  await logOfCalls(back, numbers[0], { visit, check, lang });
}

async function logOfCalls(worker, number, { visit, check, lang }) {
  const order = await atDesk(worker, number);
  await openUp(worker, '/settle');
  await send(worker, '/settle', { outcome: 'explained', reason: '讲明白了。' });
  await visit(worker, order);
  await send(worker, '/call-back', { result: 'unanswered' });
  await visit(worker, '/desk/calls/log');
  await check(worker, 'call-log');
  await press(worker, lang, 'orders-desk-print');
  await check(worker, 'call-log-on-paper');
  await visit(worker, '/desk/calls/log');
  await go(worker, worker.locator('form[action="/desk/calls/log/exports"] button[value="xlsx"]'));
  await check(worker, 'call-log-as-a-file');
  const file = await worker.locator('main a.btn.main').getAttribute('href');
  const answer = await worker.request.get(new URL(file, worker.url()).href);
  const bytes = await answer.body();
  if (answer.status() !== 200 || bytes.subarray(0, 2).toString() !== 'PK') throw new Error(`no workbook: ${answer.status()}`);
}

/** Opens what a form is folded into. */
async function openUp(page, action) {
  await page.locator(`form[action$="${action}"]`).first().evaluate((form) => {
    for (let fold = form.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  });
}
