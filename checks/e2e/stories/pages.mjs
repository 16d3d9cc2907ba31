// Every page of residents and helpers that the other stories do not pass, in a town with a past.

import { enter } from '../lib/acts.mjs';
import { tour } from '../lib/tour.mjs';

export const orders = 24;

export default async function pages({ open, visit, check }) {
  const see = { visit, check };
  const guest = await open();
  await tour(guest, see, [
    ['guest-me', '/me'],
    ['guest-matters', '/matters'],
    ['guest-register', '/register'],
    ['guest-who', '/who'],
    ['guest-fields', '/fields'],
    ['guest-way-up', '/way-up'],
    ['guest-totals', '/points/totals'],
    ['guest-rules', '/points/rules'],
    ['guest-notice', '/points/notice'],
    ['guest-shelf', '/supermarket'],
    ['guest-ask-emergency', '/ask/repair-gas'],
  ]);
  await visit(guest, '/no-such-page');
  await check(guest, 'guest-not-found');
  await visit(guest, '/desk');
  await check(guest, 'guest-closed-door');

  const resident = await enter(open, 'resident');
  await tour(resident, see, [
    ['resident-home', '/'],
    ['resident-me', '/me'],
    ['resident-matters', '/matters'],
    ['resident-matter', 'a[href^="/matters/"]'],
    ['resident-copy', 'a[href$="/copy"]'],
    ['resident-points', '/points'],
    ['resident-family', '/me/family'],
    ['resident-sessions', '/me/sessions'],
    ['resident-settings', '/me/settings'],
  ]);
  const elder = await enter(open, 'elder');
  await tour(elder, see, [
    ['elder-home', '/'],
    ['elder-matters', '/matters'],
  ]);

  const member = await enter(open, 'member');
  await tour(member, see, [
    ['member-take', '/take'],
    ['member-hours', '/hours'],
    ['member-points', '/points'],
    ['member-points-paper', 'a[href^="/points/print"]'],
    ['member-helping', '/me/helping'],
    ['member-me', '/me'],
  ]);
  for (const login of ['member2', 'leader', 'unit', 'department']) {
    await tour(await enter(open, login), see, [[`${login}-home`, '/']]);
  }
}
