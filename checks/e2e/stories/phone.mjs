// An old person phones. A worker records, is interrupted, parks the draft and takes it up again, prints the slip, finds
// the order by the caller's phone and replaces the lost code.

import { PHOTO, enter, fill, go, press, send, unfold } from '../lib/acts.mjs';

const PHONE = '000-0000-3456';

export default async function byPhone({ lang, open, visit, check }) {
  const worker = await enter(open, 'worker');
  await visit(worker, '/desk/new');
  await check(worker, 'record');
  const form = worker.locator('main form[action="/desk/new"]');
  await fill(form, { phone: PHONE });
  await press(worker, lang, 'orders-desk-record-look');
  await check(worker, 'record-looked');
  await fill(form, { called: '样奶奶', body: '眼睛看不清，想请人帮着看药盒上的字。', category: 4 });
  await press(worker, lang, 'orders-desk-park');
  await check(worker, 'record-parked');
  await press(worker, lang, 'orders-desk-draft-resume');
  const body = await form.locator('[name="body"]').inputValue();
  if (!body.includes('药盒')) throw new Error(`the parked words are gone: ${body}`);
  await fill(form, { place: 30, stairway: '1', door: '102', language: 'bo', part: 'afternoon' });
  await check(worker, 'record-resumed');
  await press(worker, lang, 'orders-desk-record-save');
  await check(worker, 'slip');
  const first = await codes(worker);
  await visit(worker, `${new URL(worker.url()).pathname}?paper=a4`);
  await check(worker, 'slip-a4');

  // She calls again, and has lost the slip.
  await visit(worker, '/search');
  await check(worker, 'search');
  // Typed into the form, never into an address.
  await fill(worker.locator('main form[action="/search"]'), { q: PHONE });
  await go(worker, worker.locator('main form[action="/search"] button'));
  if (worker.url().includes('3456')) throw new Error(`a phone stands in the address: ${worker.url()}`);
  await check(worker, 'found-by-phone');
  await go(worker, worker.locator('main table a').first());
  await check(worker, 'order-on-behalf');
  // She brought a photo she took herself.
  await unfold(worker, lang, 'orders-desk-photos-later');
  await worker.locator('form[action$="/photos"] input[type="file"]').setInputFiles(PHOTO);
  await check(worker, 'photo-later-chosen');
  await go(worker, worker.locator('form[action$="/photos"] button').last());
  await check(worker, 'photo-later');
  const order = new URL(worker.url()).pathname;
  await visit(worker, `${order}/copy`);
  await check(worker, 'copy-at-the-counter');
  await visit(worker, order);
  await unfold(worker, lang, 'orders-desk-code');
  await press(worker, lang, 'orders-desk-code-button');
  await check(worker, 'slip-new-code');
  const second = await codes(worker);
  if (first[0] !== second[0]) throw new Error(`another order: ${first} and ${second}`);
  if (first[1] === second[1]) throw new Error('the code was not replaced');

  const guest = await open();
  const [number, old] = first;
  await visit(guest, '/follow');
  await fill(guest.locator('main form'), { number, code: old });
  await Promise.all([guest.waitForEvent('load'), guest.locator('main form button.main').click()]);
  await check(guest, 'follow-old-code');
  await send(guest, '/follow', { number, code: second[1] });
  await check(guest, 'matter');
}

/** Number and code as they stand on the slip. */
async function codes(page) {
  const [number, code] = await page.locator('article .code').allInnerTexts();
  return [number.trim(), code.trim()];
}
