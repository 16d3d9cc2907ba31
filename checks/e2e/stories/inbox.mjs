// A resident asks, is told how it goes, and chooses how to be told: an inbox for everyone, a mailbox with a code, quiet hours.
// A member is asked for help; the worker and the administrator have pages of their own.

import { accept, ask, atDesk, dispatch, enter, fill, go, press, send } from '../lib/acts.mjs';

const MAIL = 'neighbour@example.org';

export default async function inbox({ town, lang, open, visit, check }) {
  const resident = await enter(open, 'resident');
  await visit(resident, '/inbox');
  await check(resident, 'inbox-empty');
  const see = async () => {};
  const { number } = await ask({ page: resident, lang, see }, {
    kind: 'living-phone',
    what: { body: '手机不会存号码，想请人教一下。', place: 30, stairway: '1', door: '301' },
  });
  const worker = await enter(open, 'worker');
  await atDesk(worker, number);
  await accept(worker, { title: '教老人存号码', answer: '收到，今天下午找人过去。' });
  await dispatch(worker, [/样大山/]);
  await town.advance(1);

  await visit(resident, '/');
  await check(resident, 'home-with-news');
  await go(resident, resident.locator('a.bell'));
  await check(resident, 'inbox');
  const text = await resident.locator('main').innerText();
  if (!text.includes(number) || text.includes('号码')) throw new Error(`not only the number: ${text}`);
  await go(resident, resident.locator('main ul.news button').first());
  if (!resident.url().includes('/matters/')) throw new Error(`the news lead to ${resident.url()}`);

  const member = await enter(open, 'member');
  await go(member, member.locator('a.bell'));
  await check(member, 'inbox-of-a-member');
  await visit(member, '/me/notices');
  await check(member, 'settings-of-a-member');

  // A mailbox is confirmed with the digits that were sent there.
  await visit(resident, '/me/notices');
  await check(resident, 'settings');
  await fill(resident.locator('form[action="/me/notices/mail"]'), { mail: 'neighbour@example' });
  await Promise.all([resident.waitForEvent('load'), resident.locator('form[action="/me/notices/mail"] button').click()]);
  await check(resident, 'mailbox-wrong');
  await send(resident, '/me/notices/mail', { mail: MAIL });
  await check(resident, 'mailbox-waits');
  const [code] = (await town.letter()).match(/\d{6}/);
  await send(resident, '/me/notices/mail/confirm', { code });
  await check(resident, 'mailbox-confirmed');
  const form = resident.locator('form[action="/me/notices"]');
  await fill(form, { quiet_from: '22:00', quiet_to: '07:00' });
  await press(resident, lang, 'notices-settings-save', form);
  await check(resident, 'settings-saved');

  await visit(member, '/take');
  await go(member, member.locator('main a[href^="/take/"]').first());
  await send(member, '/take');
  await town.advance(1);
  const letter = await town.letter();
  if (!letter.includes(number) || letter.includes('存号码')) throw new Error(`the letter says: ${letter}`);
  await visit(resident, '/inbox');
  await press(resident, lang, 'notices-read-all');
  await check(resident, 'inbox-all-read');

  await visit(worker, '/inbox');
  await check(worker, 'inbox-at-the-desk');
  const admin = await enter(open, 'admin');
  await visit(admin, '/jobs/unsent');
  await check(admin, 'unsent');
}
