// A street lamp takes the long way: handed to a department that replies, then returns it twice; a talk rules; it is put
// off, rests by two people's word, is taken up again; the asker tells the supervision committee; in the end it was an error.

import { accept, ask, atDesk, enter, go, press, send, unfold } from '../lib/acts.mjs';

/** The department that the demo's login speaks for, in Chinese or Tibetan. */
const DEPARTMENT = /水务局|ཆུ་དོན་ཅུས/;

export default async function machine({ lang, open, visit, check }) {
  const guest = await open();
  const { number } = await ask({ page: guest, lang, see: async () => {} }, {
    kind: 'facilities-light',
    what: { body: '门口水坑里的路灯三天不亮了。', place: 30, spot: '东门水坑旁' },
  });
  const worker = await enter(open, 'worker');
  const order = await atDesk(worker, number);
  const id = new URL(order).pathname.split('/').pop();
  await accept(worker, { title: '东门路灯不亮', answer: '收到，是水坑泡的，请水务局看。' });
  await visit(worker, order);
  await aside(worker, '/ask-void');
  await check(worker, 'order-asides');
  await handOver(worker, check);
  await check(worker, 'order-handed-over');

  const department = await enter(open, 'department');
  await visit(department, '/take');
  await check(department, 'department');
  await go(department, department.locator(`main a[href="/take/${id}"]`));
  await check(department, 'department-matter');
  await send(department, '/reply', { reason: '水已抽干，周五换线。' });
  await check(department, 'department-replied');
  await visit(guest, `/matters/${id}`);
  await check(guest, 'matter-replied');

  // It comes back twice.
  await visit(worker, order);
  await check(worker, 'order-replied');
  await handOver(worker);
  await giveBack(department, visit, id, '线路不归水务局。');
  await check(department, 'department-asked');
  await visit(worker, order);
  await aside(worker, '/refuse-return');
  await send(worker, '/refuse-return', { reason: '水坑归水务局。' });
  await giveBack(department, visit, id, '水坑也不归我们。');
  await visit(guest, `/matters/${id}`);
  await check(guest, 'matter-in-talk');
  const secretary = await enter(open, 'secretary');
  await visit(secretary, '/desk/approvals');
  await check(secretary, 'approvals-with-a-talk');
  await go(secretary, secretary.locator(`main a[href^="/desk/orders/${id}"]`));
  await check(secretary, 'ruling');
  await send(secretary, '/ruling', { department: 'community', reason: '三方三月二日说定：社区换灯，水务局填坑。' });
  await check(secretary, 'ruled');
  await aside(secretary, '/supervise');
  await send(secretary, '/supervise', { reason: '老人晚上要走这条路。' });
  await check(secretary, 'order-watched');

  // One later date, and a rest that another person agrees to.
  await visit(worker, order);
  await aside(worker, '/extend');
  await send(worker, '/extend', { reason: '等灯具到货。', day: '2026-03-20' });
  await aside(worker, '/ask-suspend');
  await check(worker, 'rest-form');
  await send(worker, '/ask-suspend', { reason: '路面封冻，化冻再挖。', day: '2026-03-16' });
  await check(worker, 'order-rest-asked');
  await visit(secretary, '/desk/approvals');
  await check(secretary, 'approvals');
  await press(secretary, lang, 'orders-desk-approve');
  await check(secretary, 'approvals-none');
  await visit(guest, `/matters/${id}`);
  await check(guest, 'matter-resting');

  // The asker is not content, and tells the committee.
  await unfold(guest, lang, 'orders-ask-appeal');
  await check(guest, 'appeal-form');
  await send(guest, '/appeal', { text: '两个月换了三家，没人给准话。' });
  await check(guest, 'matter-appeal');
  const committee = await enter(open, 'supervisor');
  await visit(committee, '/appeals');
  await check(committee, 'appeals');
  await go(committee, committee.locator('main a[href^="/appeals/"]').first());
  await check(committee, 'appeal');
  await send(committee, '/answer', { text: '看了经过，转来转去确实不该。已请社区每周告诉您一次进展。' });
  await check(committee, 'appeal-answered');
  await visit(guest, `/matters/${id}`);
  await check(guest, 'matter-appeal-answered');
  await visit(guest, `/matters/${id}/copy`);
  await check(guest, 'copy-with-appeal');

  // Taken up again; and it turns out that the same lamp was recorded before.
  await visit(worker, order);
  await check(worker, 'order-resting');
  await send(worker, '/resume');
  await aside(worker, '/ask-void');
  await send(worker, '/ask-void', { reason: '同一盏灯登记了两次。' });
  await visit(secretary, '/desk/approvals');
  await press(secretary, lang, 'orders-desk-approve');
  await visit(guest, `/matters/${id}`);
  await check(guest, 'matter-void');
}

/** Unfolds whatever this form is folded away in. */
async function aside(page, action) {
  await page.locator(`form[action$="${action}"]`).first().evaluate((form) => {
    for (let fold = form.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  });
}

async function handOver(worker, check) {
  await aside(worker, '/hand-over');
  const form = worker.locator('form[action$="/hand-over"]');
  await form.locator('label.choice', { hasText: DEPARTMENT }).locator('input').check();
  if (check) await check(worker, 'hand-over-form');
  await send(worker, '/hand-over', { reason: '灯泡在水坑里，请水务局先排水。', day: '2026-03-06' });
}

async function giveBack(department, visit, id, reason) {
  await visit(department, `/take/${id}/return`);
  await department.locator('main form[action$="/return"] textarea').fill(reason);
  await go(department, department.locator('main form[action$="/return"] button.main'));
}
