// The power is gone. A worker has sheets at hand, writes, tears the counterfoil off; later the sheet is entered with the time
// it was written, once. In the end the resident asks to be called later, and the log of call-backs says so.

import { accept, dispatch, done, enter, fill, go, press, send } from '../lib/acts.mjs';
import { wordsOf } from '../lib/words.mjs';

const MEMBER = '样大山';
/** A town begins on Monday at ten; two hours later the sheet is written, and the power is back at four. */
const WRITTEN_AT = '2026-03-02T12:00';
const HOURS_WITHOUT_POWER = 6;

export default async function paper({ town, lang, open, visit, check }) {
  const t = await wordsOf(lang);
  const worker = await enter(open, 'worker');
  await visit(worker, '/desk/paper');
  await check(worker, 'paper');
  await fill(worker.locator('main form[action="/desk/paper"]'), { sheets: '0' });
  await wrong(worker, worker.locator('main form[action="/desk/paper"] button.main'), t('orders-paper-refused-sheets'));
  await check(worker, 'paper-refused');
  await fill(worker.locator('main form[action="/desk/paper"]'), { sheets: '2' });
  await press(worker, lang, 'orders-paper-print');
  await check(worker, 'sheets');
  const codes = await worker.locator('article.sheet').first().locator('.code').allInnerTexts();
  const [number, again, code] = codes.map((text) => text.trim());
  if (number !== again || !/^\d{6}$/.test(code)) throw new Error(`the counterfoil is another one: ${codes}`);
  const sheets = new URL(worker.url()).pathname;
  for (const [name, path] of [
    ['sheets-bo-large', `${sheets}?words=bo&large=yes`],
    ['sheets-zh', `${sheets}?words=zh`],
    ['call-slip', '/desk/paper/call?words=both'],
    ['day-list', '/desk/paper/day?words=both&large=yes'],
  ]) {
    await visit(worker, path);
    await check(worker, name);
  }

  // The resident has the counterfoil; the sheet is not entered yet.
  await town.advance(HOURS_WITHOUT_POWER * 60);
  const guest = await open();
  await visit(guest, '/follow');
  await fill(guest.locator('main form[action="/follow"]'), { number, code });
  await wrong(guest, guest.locator('main form[action="/follow"] button').first(), t('orders-paper-refused-waits'));
  await check(guest, 'follow-not-entered');

  // The power is back.
  const desk = await enter(open, 'worker');
  await visit(desk, '/desk/new?paper=yes');
  await check(desk, 'record-paper');
  const form = desk.locator('main form[action="/desk/new"]');
  await enterSheet(form, { sheet: number, written_at: '2026-03-05T12:00' });
  const save = desk.getByRole('button', { name: t('orders-desk-record-save') });
  await wrong(desk, save, t('orders-paper-refused-future'));
  await check(desk, 'record-paper-refused');
  await fill(form, { written_at: WRITTEN_AT });
  await press(desk, lang, 'orders-desk-record-save');
  const slip = (await desk.locator('.code').allInnerTexts()).map((text) => text.trim());
  if (slip[0] !== number || slip[1] !== code) throw new Error(`another number: ${slip}`);
  const order = new URL(desk.url()).pathname.replace(/\/slip$/, '');
  await visit(desk, '/desk/new?paper=yes');
  await enterSheet(form, { sheet: number, written_at: WRITTEN_AT });
  await wrong(desk, save, t('orders-paper-refused-entered'));
  await check(desk, 'record-paper-entered');
  await visit(guest, '/follow');
  await send(guest, '/follow', { number, code });
  await check(guest, 'matter-from-paper');
  await visit(desk, order);
  await check(desk, 'order-from-paper');

  await accept(desk, { title: '厨房水龙头滴水', answer: '来电了，马上找人修。' });
  await dispatch(desk, [MEMBER]);
  const member = await enter(open, 'member');
  await visit(member, '/take');
  await press(member, lang, 'orders-take-take');
  await done(member, { text: '换了垫圈。', minutes: 30 });
  await callBack(desk, { visit, check, lang });
}

async function callBack(desk, { visit, check, lang }) {
  await visit(desk, '/desk/calls');
  await check(desk, 'calls');
  const order = await desk.locator('main table a.btn').first().getAttribute('href');
  await go(desk, desk.locator('main table a.btn').first());
  await send(desk, '/call-back', { result: 'unanswered' });
  await visit(desk, order);
  await send(desk, '/call-back', { result: 'later', again_at: '2026-03-03T10:30' });
  await visit(desk, '/desk/calls');
  await check(desk, 'calls-later');
  await press(desk, lang, 'orders-calls-log');
  await check(desk, 'calls-log');
}

async function enterSheet(form, { sheet, written_at }) {
  await form.locator('#paper').evaluate((fold) => { fold.open = true; });
  await fill(form, {
    paper: 'yes', sheet, written_at, because: 'power_cut', called: '样爷爷', phone: '000-0000-3777',
    body: '停电时来说的：厨房水龙头滴水，想请人看看。', category: 6, place: 30, door: '201',
  });
}

/** Presses, and is told kindly why not; what was typed stays. */
async function wrong(page, button, words) {
  await Promise.all([page.waitForEvent('load'), button.click()]);
  const said = await page.locator('main').innerText();
  if (!said.includes(words)) throw new Error(`not told "${words}" at ${page.url()}`);
}
