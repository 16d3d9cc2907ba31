// Every page of the office and of those who set the community up, in a town with a past.

import { enter, send } from '../lib/acts.mjs';
import { tour } from '../lib/tour.mjs';

export const orders = 24;

export default async function registers({ open, visit, check }) {
  const see = { visit, check };
  const worker = await enter(open, 'worker2');
  await tour(worker, see, [
    ['desk', '/desk'],
    ['desk-to-dispatch', 'a[href="/desk?box=to_dispatch"]'],
    ['desk-print', '/desk/print'],
    ['register', '/desk/register'],
    ['register-print', '/desk/register/print'],
    ['people', '/people'],
    ['person', 'table a[href^="/people/"]'],
    ['person-edit', 'a[href$="/edit"]'],
    ['person-new', '/people/new'],
    ['places', '/places'],
    ['place', 'a[href^="/places/"]:not([href$="/new"])'],
    ['building', 'a[href^="/buildings/"]'],
    ['place-new', '/places/new'],
    ['grids', '/grids'],
    ['grid', 'table a[href^="/grids/"]'],
    ['grid-change', 'a[href$="/change"]'],
    ['bodies', '/bodies'],
    ['body', 'a.row[href^="/bodies/"]'],
    ['divisions', '/divisions'],
    ['points-people', '/points/people'],
  ]);
  const secretary = await enter(open, 'secretary');
  await tour(secretary, see, [
    ['secretary-home', '/'],
    ['categories', '/desk/categories'],
    ['category', 'a.row[href^="/desk/categories/"]'],
    ['category-new', '/desk/categories/new'],
    ['corrections', '/points/corrections'],
    ['rules-to-adopt', '/points/rules'],
    ['division-new', '/divisions/new'],
  ]);
  const clerk = await enter(open, 'clerk');
  await tour(clerk, see, [
    ['counter', '/counter'],
    ['counter-by-name', (page) => send(page, '/counter', { q: '样' })],
    ['counter-person', 'a[href^="/counter/people/"]'],
    ['goods', '/supermarket/goods'],
    ['good', 'td a[href^="/supermarket/goods/"]'],
    ['good-new', '/supermarket/goods/new'],
  ]);
  await tour(await enter(open, 'grid'), see, [
    ['grid-worker-home', '/'],
    ['grid-worker-people', '/people'],
  ]);
  const admin = await enter(open, 'admin');
  await tour(admin, see, [
    ['accounts', '/accounts'],
    ['account', 'a[href^="/accounts/"]:not([href$="/new"])'],
    ['account-new', '/accounts/new'],
    ['jobs', '/jobs'],
  ]);
  for (const login of ['supervisor', 'overseer']) {
    await tour(await enter(open, login), see, [[`${login}-home`, '/']]);
  }
}
