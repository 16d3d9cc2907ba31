// The office sets the year's days, and people read who looked at their data.

import { enter, fill, go, send } from '../lib/acts.mjs';
import { tour } from '../lib/tour.mjs';

export const orders = 24;

const LIST = ['date,kind,name', '2027-01-01,off,元旦', '2027-02-06,off,春节', '2027-02-20,work,春节'].join('\n');

export default async function calendar({ open, visit, check }) {
  const see = { visit, check };
  const secretary = await enter(open, 'secretary');
  await tour(secretary, see, [
    ['calendar', '/calendar'],
    ['calendar-no-list', '/calendar?year=2027'],
    ['calendar-day-new', '/calendar/days/new'],
  ]);
  await fill(secretary.locator('main form').first(), {
    day: '2027-02-08',
    kind: 'off',
    name_zh: '藏历新年',
    name_bo: 'བོད་ཀྱི་ལོ་གསར།',
    name_en: 'Losar',
    reason: '社区公告 1 号',
  });
  await go(secretary, secretary.locator('main form button.main').first());
  await check(secretary, 'calendar-with-a-local-day');
  await tour(secretary, see, [['calendar-import', '/calendar/import']]);
  await send(secretary, '/calendar/import', { text: LIST });
  await check(secretary, 'calendar-import-look');
  await go(secretary, secretary.locator('main form button.main').first());
  await check(secretary, 'calendar-with-a-list');
  await tour(secretary, see, [
    ['calendar-day', 'a[href^="/calendar/days/"]:not([href$="/new"])'],
    ['calendar-print', '/calendar/print?year=2027'],
  ]);
  const worker = await enter(open, 'worker2');
  await visit(worker, '/people');
  const search = worker.locator('main form[role="search"]');
  await fill(search, { q: '例桑一' });
  await go(worker, search.locator('button'));
  await check(worker, 'person');
  await tour(worker, see, [['person-one', 'table a[href^="/people/"]']]);
  await send(worker, '/phone', { reason: '回访 1190' });
  await tour(await enter(open, 'resident'), see, [['me', '/me'], ['looks-mine', '/me/looks']]);
  await tour(await enter(open, 'supervisor'), see, [['looks-all', '/looks'], ['looks-print', '/looks/print']]);
}
