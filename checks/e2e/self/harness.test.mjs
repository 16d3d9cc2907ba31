// The harness is only worth something if it fails: each fault below must be seen, and good pages must pass.

import assert from 'node:assert/strict';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { VARIANTS, check, launch, makeAlbum, openPage, visit } from '../lib/browser.mjs';
import { signIn } from '../lib/people.mjs';
import { startTown } from '../lib/town.mjs';

let town;
let browser;
let folder;

before(async () => {
  town = await startTown({ program: fileURLToPath(new URL('town.mjs', import.meta.url)) });
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), 'wuquan-harness-'));
});

after(async () => {
  await browser?.close();
  await town?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function shown(path, variant = 'phone') {
  const album = makeAlbum(join(folder, variant));
  const page = await openPage(browser, { url: town.url, variant, album });
  try {
    await visit(page, path);
    await check(page, 'page');
    return album;
  } finally {
    await page.context().close();
  }
}

for (const variant of Object.keys(VARIANTS)) {
  test(`good pages pass, with both pictures: ${variant}`, async () => {
    await shown('/sign-in', variant);
    const album = await shown('/', variant);
    await access(join(album.folder, '01-page.png'));
    await access(join(album.folder, '01-page-large.png'));
  });
}

const FAULTS = {
  '/inline-style': /Content Security Policy/,
  '/inline-script': /Content Security Policy/,
  '/handler': /Content Security Policy/,
  '/outside': /Content Security Policy/,
  '/wide': /overflow: .*p\.wide/,
  '/wide-in-large-print': /large print: overflow/,
  '/words': /words missing: ⟦home-title⟧/,
  '/label': /axe label/,
  '/contrast': /axe color-contrast/,
  '/missing': /answer: .*nothing\.png 404/,
  '/throws': /script: broken/,
  '/english': /language: the page says "en"/,
};
for (const [path, fault] of Object.entries(FAULTS)) {
  test(`seen: ${path}`, () => assert.rejects(shown(path), fault));
}

test('a page that is not there may be looked at too', () => shown('/nowhere'));

test('a demo login signs in through the form', async () => {
  const page = await openPage(browser, { url: town.url, variant: 'desk', album: makeAlbum(folder) });
  await signIn(page, 'worker');
  assert.equal(new URL(page.url()).pathname, '/me');
  await page.context().close();
});

test('pages work with scripts off', async () => {
  const page = await openPage(browser, { url: town.url, variant: 'phone', album: makeAlbum(folder), scripts: false });
  await visit(page, '/');
  await check(page, 'no-scripts');
  await page.context().close();
});

test('the clock of the town moves', async () => {
  assert.equal(await town.advance(90), '90');
});
