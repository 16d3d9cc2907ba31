// Figures: the office looks at a month, a quarter and a free range, prints the report and takes the register along as a
// file; those above see sums of ended months; the administrator sees that the figures were proved.

import { enter, go } from '../lib/acts.mjs';

export const orders = 90;

export default async function figures({ town, open, visit, check }) {
  const worker = await enter(open, 'worker2');
  // The town's past is counted at the next turn of the timetable.
  await town.advance(11);
  await visit(worker, '/figures');
  await check(worker, 'figures-month');
  const drawn = await worker.locator('figure.chart svg[role="img"]').count();
  if (drawn !== 2) throw new Error(`${drawn} pictures`);
  await go(worker, worker.locator('nav.counts a[href*="figure=done"]'));
  const form = worker.locator('main form').first();
  await form.locator('#along').selectOption('place');
  await form.locator('#when').selectOption({ index: 13 });
  await go(worker, form.locator('button'));
  await check(worker, 'figures-quarter-by-place');
  await go(worker, worker.locator('table.figures a.link').first());
  await check(worker, 'figures-of-a-grid');
  await worker.locator('#meanings summary').click();
  await check(worker, 'figures-meanings');
  const now = new Date();
  const month = (back) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 15)).toISOString().slice(0, 7);
  await visit(worker, `/figures?from=${month(3)}&until=${month(0)}`);
  await check(worker, 'figures-free-range');
  await visit(worker, '/figures/print');
  await check(worker, 'figures-report');
  await visit(worker, '/desk/register');
  await go(worker, worker.locator('form[action="/desk/register/exports"] button[value="xlsx"]'));
  await check(worker, 'register-export');
  const file = await worker.locator('a[href$="/file"]').getAttribute('href');
  const answer = await worker.request.get(new URL(file, worker.url()).href);
  const bytes = await answer.body();
  if (answer.status() !== 200 || bytes.subarray(0, 2).toString() !== 'PK') throw new Error(`the file: ${answer.status()}`);

  const overseer = await enter(open, 'overseer');
  await visit(overseer, '/figures');
  await check(overseer, 'figures-overseer');
  const admin = await enter(open, 'admin');
  await visit(admin, '/figures/checks');
  await check(admin, 'figures-checks');
}
