// A resident reads a code out to a relative, who asks for them and agrees on the money; a member buys, the money is settled,
// and the resident sees what was done in their name, makes it narrower and ends it. A helper ticks which wishes they answer.

import { PHOTO, accept, atDesk, dispatch, done, enter, fill, go, press, send, unfold } from '../lib/acts.mjs';

/** Sends a form that is to be refused, and waits for the page that says why. */
async function refused(page, action, fields) {
  const form = page.locator(`form[action$="${action}"]`).first();
  await fill(form, fields);
  await Promise.all([page.waitForEvent('load'), form.locator('button:visible').first().click()]);
}

export default async function byFamily({ town, lang, open, visit, check }) {
  const resident = await enter(open, 'resident');
  await visit(resident, '/me/family');
  await check(resident, 'nobody-acts');
  await unfold(resident, lang, 'family-offer');
  await check(resident, 'terms');
  await send(resident, '/me/family/codes', { scope: 'decide' });
  await check(resident, 'code');
  const code = (await resident.locator('main .code').innerText()).trim();

  const relative = await enter(open, 'member2');
  await visit(relative, '/me/family');
  await refused(relative, '/me/family/accept', { code: '1234 5678' });
  await check(relative, 'code-wrong');
  await send(relative, '/me/family/accept', { code });
  await check(relative, 'acts-for');

  // Asking for them.
  await go(relative, relative.locator('main a[href^="/ask?of="]').first());
  await check(relative, 'ask-for');
  await go(relative, relative.locator('main a[href^="/ask?group=living"]').first());
  await go(relative, relative.locator('main a[href^="/ask/living-phone"]').first());
  await fill(relative.locator('main form'), { body: '家里没米了，想请人买一袋。', place: 30, stairway: '1', door: '301' });
  await check(relative, 'ask-for-what');
  await press(relative, lang, 'orders-ask-next');
  await unfold(relative, lang, 'orders-ask-wishes');
  await check(relative, 'wishes');
  await press(relative, lang, 'orders-ask-send');
  const number = (await relative.locator('#number').innerText()).trim();
  await visit(relative, '/me/family');
  await go(relative, relative.locator('main a[href^="/matters?of="]').first());
  await check(relative, 'matters-of');
  await go(relative, relative.locator('main .card.flat a.row').first());
  await check(relative, 'matter-for');
  const matter = new URL(relative.url()).pathname;
  await go(relative, relative.locator('main a[href$="/money"]'));
  await check(relative, 'money-none');
  await refused(relative, '/money', { amount: '五十' });
  await check(relative, 'money-wrong');
  await send(relative, '/money', { amount: '50', way: 'cash' });
  await check(relative, 'money-agreed');

  const worker = await enter(open, 'worker');
  const order = await atDesk(worker, number);
  await accept(worker, { title: '买一袋米送上门', answer: '收到，今天请人去买。' });
  await visit(worker, order);
  await dispatch(worker, [/样大山/]);
  await visit(worker, `${new URL(order).pathname}/money`);
  await check(worker, 'money-at-the-desk');

  const member = await enter(open, 'member');
  await town.advance(1);
  await visit(member, `/take/${matter.split('/').at(-1)}`);
  await send(member, '/take');
  await visit(member, `/take/${matter.split('/').at(-1)}`);
  await check(member, 'held');
  await go(member, member.locator('main a[href$="/money"]'));
  await send(member, '/money/given', { amount: '50' });
  await check(member, 'money-given');
  await visit(worker, `${new URL(order).pathname}/money`);
  await unfold(worker, lang, 'money-bought-desk');
  await check(worker, 'money-for-the-helper');
  await refused(worker, '/money/bought', { amount: '0', change: '30', text: '帮手住院了' });
  await check(worker, 'money-for-the-helper-wrong');
  await refused(member, '/money/bought', { amount: '62', change: '0' });
  await check(member, 'money-over');
  await member.locator('form[action$="/bought"] input[type="file"]').setInputFiles(PHOTO);
  await send(member, '/money/bought', { amount: '43.5', change: '6.5' });
  await check(member, 'money-bought');

  await visit(relative, `${matter}/door`);
  await check(relative, 'slip-for-the-door');
  await visit(relative, matter);
  await check(relative, 'matter-with-the-word');
  await visit(relative, `${matter}/money`);
  await check(relative, 'money-to-look-at');
  await send(relative, '/money/right');
  await check(relative, 'money-settled');
  await visit(member, `/take/${matter.split('/').at(-1)}`);
  await done(member, { text: '米买好送到了。', minutes: 30 });

  // What was done in their name, and the end of it.
  await visit(resident, '/matters/by-family');
  await check(resident, 'by-family');
  await visit(resident, '/me/family');
  await check(resident, 'who-acts');
  await go(resident, resident.locator('main a.grow[href^="/me/family/"]').first());
  await check(resident, 'agreement');
  const tie = new URL(resident.url()).pathname;
  await unfold(resident, lang, 'family-change');
  await send(resident, '/change', { scope: 'follow' });
  await check(resident, 'agreement-narrow');
  await visit(relative, matter);
  await check(relative, 'matter-only-followed');
  await press(resident, lang, 'family-pause');
  await check(resident, 'agreement-rests');
  await visit(resident, `${tie}/paper`);
  await check(resident, 'terms-on-paper');
  await visit(resident, tie);
  await send(resident, `${tie}/end`);
  await check(resident, 'ended');
  await town.advance(1);
  await visit(relative, '/inbox');
  await check(relative, 'inbox');

  // A helper ticks which wishes they answer.
  await visit(member, '/me/helping');
  await check(member, 'helping');
}
