// The shop beyond its counter: a count by two people, donations and their account, praise, appeals, dates, rules.

import { enter, fill, go, press, send } from '../lib/acts.mjs';
import { tour } from '../lib/tour.mjs';

export default async function market({ open, visit, check, lang }) {
  const see = { visit, check };
  const clerk = await enter(open, 'clerk');
  await tour(clerk, see, [
    ['counts', '/supermarket/counts'],
    ['count-posted', 'a.row[href^="/supermarket/counts/"]'],
    ['count-again', '/supermarket/counts'],
  ]);
  await press(clerk, lang, 'counts-begin');
  await check(clerk, 'count-begun');
  const place = new URL(clerk.url()).pathname;
  await tour(clerk, see, [['count-sheet', `${place}/print`]]);
  await visit(clerk, place);
  await counts(clerk, '3');
  await check(clerk, 'count-entered');
  const worker = await enter(open, 'worker2');
  await visit(worker, place);
  await counts(worker, '3');
  await check(worker, 'count-differences');
  await fill(worker.locator('form[action$="/reasons"]'), { [await firstReason(worker)]: '搬货时压破了' });
  await go(worker, worker.locator('form[action$="/reasons"] button').first());
  await check(worker, 'count-explained');

  await tour(clerk, see, [
    ['near', '/supermarket/near'],
    ['donations', '/supermarket/donations'],
    ['receipt', 'a.row[href^="/supermarket/donations/"]'],
    ['receipt-new', '/supermarket/donations/new'],
  ]);
  await send(clerk, '/supermarket/donations', { kind: 'money', amount: '120.50' });
  await check(clerk, 'receipt-written');

  const visitor = await open();
  await tour(visitor, see, [
    ['account', '/supermarket/account'],
    ['honours', '/points/honours'],
    ['rules', '/points/rules'],
  ]);
  const secretary = await enter(open, 'secretary');
  await tour(secretary, see, [
    ['praise', '/points/praise'],
    ['appeals', '/points/appeals'],
    ['rules-new', '/points/rules'],
    ['donations-use', '/supermarket/donations'],
  ]);
  await tour(await enter(open, 'member'), see, [['passbook', '/points']]);
  await tour(worker, see, [
    ['people-to-look-for', '/points/people'],
    ['people-to-tell', '/points/ending'],
    ['people', async (page) => {
      await visit(page, '/points/people');
      return send(page, '/points/people', { q: '样大山' });
    }],
    ['person', 'a[href^="/points/people/"]'],
  ]);
}

/** The first thing of the sheet was counted. */
async function counts(page, pieces) {
  const field = page.locator('form[action$="/pieces"] input[name^="n_"]:not([disabled])').first();
  await field.fill(pieces);
  await go(page, page.locator('form[action$="/pieces"] button').first());
}

async function firstReason(page) {
  return page.locator('form[action$="/reasons"] input[name^="r_"]').first().getAttribute('name');
}
