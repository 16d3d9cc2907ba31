// Walks the stories of `stories/` in every variant, each on a fresh town: `node run.mjs [name ...]`.
// A story is `export default async ({ town, variant, lang, open, visit, check, signIn }) => ...`; it may narrow its
// variants with `export const variants = ['desk']`, begin in a town with a past with `export const orders = 20`, and ask for
// the whole browser with `export const whole = true`.

import { readdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Flaw, VARIANTS, check as look, launch, makeAlbum, openPage, visit } from './lib/browser.mjs';
import { signIn } from './lib/people.mjs';
import { forgetTowns, startLike } from './lib/town.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const OUT = process.env.WUQUAN_E2E_OUT ?? join(HERE, 'out');
const STORIES = process.env.WUQUAN_E2E_STORIES ?? join(HERE, 'stories');
const STORY_MS_MAX = 300_000;
const AT_ONCE = Math.min(2, availableParallelism());

const walks = await plan(process.argv.slice(2));
await rm(OUT, { recursive: true, force: true });
const browsers = new Map();
const failed = [];
let pages = 0;
const started = performance.now();

try {
  const waiting = [...walks];
  const walker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await walk(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walker));
} finally {
  for (const browser of browsers.values()) await browser.then((open) => open.close());
  await forgetTowns();
}
console.log(`${walks.length - failed.length} of ${walks.length} walks, ${pages} pages, ${seconds(started)}`);
if (failed.length > 0) {
  console.log(`failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

async function plan(wanted) {
  const files = (await readdir(STORIES)).filter((file) => file.endsWith('.mjs')).sort();
  const names = files.map((file) => basename(file, '.mjs'));
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`no such story: ${unknown.join(', ')}; there are: ${names.join(', ')}`);
  const walks = [];
  for (const name of names.filter((name) => wanted.length === 0 || wanted.includes(name))) {
    const { default: story, variants = Object.keys(VARIANTS), ...wishes } = await import(join(STORIES, `${name}.mjs`));
    for (const variant of variants) walks.push({ name, variant, story, ...wishes });
  }
  return walks;
}

async function walk({ name, variant, story, orders, whole = false }) {
  const label = `${name}-${variant}`;
  const since = performance.now();
  const album = makeAlbum(join(OUT, label));
  const opened = [];
  const flaws = [];
  // A flaw in how a page looks does not end the walk: one run tells them all.
  const check = (page, name) =>
    look(page, name).catch((error) => {
      if (!(error instanceof Flaw)) throw error;
      flaws.push(error.message);
    });
  let town;
  try {
    town = await startLike({ orders });
    const browser = await browserFor(whole);
    const open = async (wishes = {}) => {
      const page = await openPage(browser, { url: town.url, variant, album, ...wishes });
      opened.push(page);
      return page;
    };
    const parts = { town, variant, lang: VARIANTS[variant].lang, open, visit, check, signIn };
    await withinTime(story(parts), label);
    if (flaws.length > 0) throw new Flaw(`${flaws.length} pages are not right`);
    console.log(`ok    ${label}  ${album.count} pages, ${seconds(since)}`);
  } catch (error) {
    failed.push(label);
    console.log(`FAIL  ${label}  ${seconds(since)}\n${[...flaws, error instanceof Flaw ? error.message : error.stack].join('\n')}`);
    if (!(error instanceof Flaw)) await lastLook(opened, album);
    if (town?.log.length && !(error instanceof Flaw)) console.log(`the town's last lines:\n  ${town.log.slice(-20).join('\n  ')}`);
  } finally {
    pages += album.count;
    await Promise.all(opened.map((page) => page.context().close()));
    await town?.stop();
  }
}

function browserFor(whole) {
  if (!browsers.has(whole)) browsers.set(whole, launch({ whole }));
  return browsers.get(whole);
}

function withinTime(work, label) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${label} took longer than ${STORY_MS_MAX} ms`)), STORY_MS_MAX);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function lastLook(opened, album) {
  for (const page of opened) {
    const picture = `${await album.next('where-it-failed')}.png`;
    await page.screenshot({ path: picture, fullPage: true, caret: 'initial' }).catch(() => {});
    console.log(`  at ${page.url()}, picture ${picture}`);
  }
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
