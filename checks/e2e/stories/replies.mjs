// The office's tools: a standard reply is written, refused for a place that cannot be filled, and put into the answer in the
// asker's language, with scripts and without; several requests are accepted and dispatched at one go, with an answer for each;
// a filter of the register is kept, used with one tap, shared and thrown away.

import { ask, atDesk, enter, fill, go, press, send, unfold } from '../lib/acts.mjs';

const TEAM = /党员先锋|ཏང་ཡོན/;

export default async function replies({ lang, open, visit, check, signIn }) {
  const guest = await open();
  const numbers = [];
  for (const body of ['楼道灯坏了一盏。', '想学视频通话。', '想学手机挂号。']) {
    const contact = { language: 'bo' };
    const kind = body.startsWith('楼道') ? 'facilities-light' : 'living-phone';
    const asked = await ask({ page: guest, lang, see: async () => {} }, { kind, what: { body, place: 30 }, contact });
    numbers.push(asked.number);
  }

  const worker = await enter(open, 'worker');
  await visit(worker, '/desk/replies');
  await check(worker, 'replies');
  await go(worker, worker.locator('main a[href="/desk/replies/new"]'));
  await check(worker, 'reply-new');
  const form = worker.locator('form[action="/desk/replies"][method="post"]');
  await fill(form, { name_zh: '教手机的回复', text_zh: '收到，请找{姓名}。' });
  await Promise.all([worker.waitForEvent('load'), form.locator('button.main').click()]);
  await check(worker, 'reply-refused');
  const kept = await form.locator('[name="text_zh"]').inputValue();
  if (!kept.includes('{姓名}')) throw new Error(`lost: ${kept}`);
  await fill(form, { text_zh: '收到，单号{单号}，请打{电话}。', text_bo: 'འབྱོར་སོང་། {མངགས་ཨང}' });
  await go(worker, form.locator('button.main'));
  await check(worker, 'replies-one-more');

  // Put into the answer: with scripts in place, without scripts on the page that follows; what was typed stays.
  for (const scripts of [true, false]) {
    const page = await open({ scripts });
    await signIn(page, 'worker');
    const order = await atDesk(page, numbers[0]);
    await visit(page, order);
    const answer = page.locator('form[action$="/accept"]');
    await fill(answer, { title: '楼道灯不亮', answer: '您好。', pick_answer: 1 });
    const button = answer.locator('button[value="accept.answer"]');
    if (scripts) {
      await button.click();
      await page.locator('form[action$="/accept"] [role="status"]').waitFor();
    } else {
      await Promise.all([page.waitForEvent('load'), button.click()]);
    }
    const text = await page.locator('#accept-answer').inputValue();
    const tag = await page.locator('#accept-answer').getAttribute('lang');
    const title = await page.locator('#accept-title').inputValue();
    if (!text.startsWith('您好。') || text.includes('{') || tag !== 'bo') throw new Error(`put in ${tag}: ${text}`);
    if (title !== '楼道灯不亮') throw new Error(`lost the title: ${title}`);
    await check(page, scripts ? 'reply-put-in' : 'reply-put-in-without-scripts');
  }

  // Without scripts: tick all, untick one, one answer, a result for each, which can be looked at again.
  const plain = await open({ scripts: false });
  await signIn(plain, 'worker');
  await visit(plain, '/desk?box=new');
  await check(plain, 'desk-to-tick');
  await go(plain, plain.locator('main a[href="/desk?box=new&all=yes"]'));
  await go(plain, plain.locator('#bulk button'));
  await check(plain, 'bulk-accept');
  const many = plain.locator('form[action="/desk/bulk"]');
  await Promise.all([plain.waitForEvent('load'), many.locator('button.main').click()]);
  await check(plain, 'bulk-accept-without-an-answer');
  await fill(many, { reply: 1 });
  // Somebody else is quicker with one of them.
  const order = await atDesk(worker, numbers[2]);
  await visit(worker, order);
  await unfold(worker, lang, 'orders-desk-ask-back');
  await send(worker, '/ask-back', { reason: '哪天方便？' });
  await go(plain, many.locator('button.main'));
  await check(plain, 'bulk-result');
  await plain.reload();
  const done = await plain.locator('main .light.ok, main [class*="ok"]').count();
  const refused = await plain.locator('main h2').count();
  if (done < 1 || refused !== 2) throw new Error(`a result for each: ${done} done, ${refused} lists`);

  await visit(worker, '/desk?box=to_dispatch');
  await go(worker, worker.locator('main a[href="/desk?box=to_dispatch&all=yes"]'));
  await check(worker, 'desk-all-ticked');
  await go(worker, worker.locator('#bulk button'));
  const team = worker.locator('form[action="/desk/bulk"] label.choice', { hasText: TEAM }).locator('input');
  await team.first().check();
  await check(worker, 'bulk-dispatch');
  await go(worker, worker.locator('form[action="/desk/bulk"] button.main'));
  await check(worker, 'bulk-dispatched');

  // A filter of one's own, with one tap from the desk; the secretary lets the office use one.
  const secretary = await enter(open, 'secretary');
  await visit(secretary, '/desk/register?state=dispatched&q=灯');
  await unfold(secretary, lang, 'filters-keep-this');
  await fill(secretary.locator('form[action="/desk/filters"]'), { title: '等人接的' });
  await check(secretary, 'filter-to-keep');
  await go(secretary, secretary.locator('form[action="/desk/filters"] button'));
  await check(secretary, 'filter-kept');
  if (new URL(secretary.url()).search !== '?state=dispatched') throw new Error(`words were kept: ${secretary.url()}`);
  await visit(secretary, '/desk/filters');
  await unfold(secretary, lang, 'filters-change');
  await check(secretary, 'filters');
  await press(secretary, lang, 'filters-share');
  await visit(worker, '/desk');
  await check(worker, 'desk-with-a-filter');
  await go(worker, worker.locator('main nav a[href="/desk/register?state=dispatched"]'));
  await visit(secretary, '/desk/filters');
  await unfold(secretary, lang, 'filters-change');
  await press(secretary, lang, 'filters-throw-away');
  await check(secretary, 'filters-none');
}
