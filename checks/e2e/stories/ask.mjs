// Someone without account and phone asks for help, keeps number and code, follows from another phone, and takes it back.

import { PHOTO } from '../lib/acts.mjs';

export default async function ask({ open, visit, check, lang }) {
  const asker = await open();
  await visit(asker, '/ask');
  await check(asker, 'groups');
  await asker.locator('a.tile[href="/ask?group=living"]').click();
  await asker.waitForLoadState('load');
  await check(asker, 'kinds');
  await asker.locator('a[href="/ask/living-carrying"]').click();
  await asker.waitForLoadState('load');
  await check(asker, 'what');

  // A refused form says what to mend and keeps what was typed; so does the phone.
  await send(asker, 'contact');
  await check(asker, 'what-refused');
  await asker.fill('#body', '帮忙把两袋米搬上三楼。');
  await visit(asker, '/ask/living-carrying');
  const kept = await asker.inputValue('#body');
  if (kept !== '帮忙把两袋米搬上三楼。') throw new Error(`the draft was lost: "${kept}"`);
  await asker.selectOption('#place', { index: 2 });
  await send(asker, 'contact');
  await asker.locator('details.more summary').click();
  await asker.locator('input[name="part"][value="morning"]').check();
  await check(asker, 'contact');
  await send(asker, 'send');
  await check(asker, 'done');
  const number = await asker.locator('#number').innerText();
  const code = await asker.locator('#follow-code').innerText();
  const draft = await asker.evaluate(() => localStorage.getItem('draft:ask'));
  if (draft !== null) throw new Error('the draft stays on the phone after it was sent');
  await asker.locator('a[href^="/ask/slip"]').click();
  await asker.waitForLoadState('load');
  await check(asker, 'slip');

  const other = await open({ scripts: false });
  await visit(other, '/follow');
  await check(other, 'follow');
  await other.fill('#number', number);
  await other.fill('#code', code);
  await other.locator('form[action="/follow"] button').click();
  await other.waitForURL(/\/matters\/.+/);
  await check(other, 'matter-without-scripts');

  await visit(asker, new URL(other.url()).pathname);
  for (const summary of await asker.locator('main summary').all()) await summary.click();
  await check(asker, 'matter');
  await asker.fill('#say-text', lang === 'bo' ? 'ཐུགས་རྗེ་ཆེ།' : '上午十点以后在家。');
  await asker.locator('form[action$="/say"] button').click();
  await asker.waitForLoadState('load');
  await check(asker, 'said');
  await asker.locator('form[action$="/photos"] input[type="file"]').waitFor({ state: 'attached' });
  await asker.locator('summary', { has: asker.locator('use[href$="#camera"]') }).click();
  await asker.locator('form[action$="/photos"] input[type="file"]').setInputFiles([PHOTO, PHOTO]);
  await check(asker, 'photos-chosen');
  await asker.locator('form[action$="/photos"] button').last().click();
  await asker.waitForLoadState('load');
  await check(asker, 'photos-added');
  await visit(asker, `${new URL(other.url()).pathname}/copy`);
  await check(asker, 'copy');
  await visit(asker, '/way-up');
  await check(asker, 'way-up');
  await visit(asker, new URL(other.url()).pathname);
  await asker.locator('summary', { has: asker.locator('use[href$="#arrow-back-up"]') }).click();
  await asker.locator('form[action$="/withdraw"] button').click();
  await asker.waitForLoadState('load');
  await visit(asker, '/matters');
  await check(asker, 'mine');
}

async function send(page, step) {
  await page.locator(`button.main[value="${step}"]`).click();
  await page.waitForLoadState('load');
}
