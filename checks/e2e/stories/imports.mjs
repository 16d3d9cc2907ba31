// A community brings its own tables: a messy csv is matched, two rows are sent back with words, the mended file is
// loaded, and the same file again changes nothing.

import { enter, go } from '../lib/acts.mjs';

const HEAD = '小　区 名称（必填）,楼　号,单元数,身份证号,负责人民族\n';
const FIRST = `雪松社区住宅登记,,,,\n${HEAD}新松苑,1号楼,２,110101199003070011,无\n新松苑,２栋,3,,\n柏树院,,,,\n新松苑,1,2,,\n柏树院,A座,一百,,\n`;
const MENDED = `${HEAD}新松苑,1号楼,２,,\n新松苑,２栋,3,,\n柏树院,,,,\n柏树院,A座,10,,\n`;

export default async function imports({ town, open, visit, check }) {
  const worker = await enter(open, 'worker');
  await visit(worker, '/imports');
  await check(worker, 'imports');
  await bring(worker, visit, FIRST, check);
  await check(worker, 'matching');
  await go(worker, worker.locator('form[action$="/match"] button'));
  await check(worker, 'checking');
  await town.advance(1);
  // The page looks again by itself.
  await worker.locator('a[href$="/mend"]').waitFor();
  await check(worker, 'to-mend');
  const mend = worker.waitForEvent('download');
  await worker.locator('a[href$="/mend"]').click();
  const name = (await mend).suggestedFilename();
  if (name !== 'places-mend.xlsx') throw new Error(`the file to mend is called ${name}`);

  await bring(worker, visit, MENDED);
  await go(worker, worker.locator('form[action$="/match"] button'));
  await town.advance(1);
  await worker.locator('form[action$="/load"]').waitFor();
  await check(worker, 'ready');
  await go(worker, worker.locator('form[action$="/load"] button'));
  await check(worker, 'loading');
  await town.advance(1);
  await worker.locator('a.main[href="/imports"]').waitFor();
  await check(worker, 'done');

  await bring(worker, visit, MENDED);
  await go(worker, worker.locator('form[action$="/match"] button'));
  await town.advance(1);
  await worker.locator('form[action$="/load"]').waitFor();
  await go(worker, worker.locator('form[action$="/load"] button'));
  await town.advance(1);
  await worker.locator('a.main[href="/imports"]').waitFor();
  await check(worker, 'done-twice');
  await visit(worker, '/imports');
  await check(worker, 'history');

  const wrong = await enter(open, 'worker2');
  await visit(wrong, '/imports/new?kind=residents');
  await wrong.locator('#file').setInputFiles({ name: 'x.xls', mimeType: 'application/octet-stream', buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0]) });
  await Promise.all([wrong.waitForEvent('load'), wrong.locator('form[action="/imports"] button').click()]);
  await wrong.locator('#file-error').waitFor();
  await check(wrong, 'old-format');
}

/** Chooses the kind, hands in a file, and waits for its columns. */
async function bring(page, visit, text, check) {
  await visit(page, '/imports/new?kind=places');
  if (check) await check(page, 'new');
  await page.locator('#file').setInputFiles({ name: 'places.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await go(page, page.locator('form[action="/imports"] button'));
}
