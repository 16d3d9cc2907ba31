// Opens pages the way people do, and looks at every page a story shows: a picture, accessibility in normal and large
// print, nothing refused by the page's own policy, nothing wider than the screen, no text without words.
// With WUQUAN_E2E_PICTURES=flawed only pages with a flaw leave a picture.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { auditor } from './axe.mjs';
import { look } from './look.mjs';
import { watch } from './watch.mjs';

// The same engine twice: the shell draws pages and nothing around them, in little more than half the time.
const SHELL = process.env.WUQUAN_CHROMIUM ?? '/usr/bin/chromium-headless-shell';
const WHOLE = process.env.WUQUAN_CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A microphone that hums by itself, and nobody to ask about it.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];
const ACTION_MS_MAX = 10_000;
const LANGUAGE_COOKIE = 'wq_lang';
const EVERY_PICTURE = process.env.WUQUAN_E2E_PICTURES !== 'flawed';

/** The three ways every story is walked. */
export const VARIANTS = {
  phone: { lang: 'zh-CN', width: 390, height: 844, phone: true },
  'phone-bo': { lang: 'bo', width: 390, height: 844, phone: true },
  desk: { lang: 'zh-CN', width: 1440, height: 900, phone: false },
};

/** A browser; `whole` is the one that can also ask its owner for permission, and be refused. */
export function launch({ whole = false } = {}) {
  return chromium.launch({ executablePath: whole ? WHOLE : SHELL, headless: true, args: FLAGS });
}

const shown = new WeakMap();

/** One person with their own device: own cookies, own storage. */
export async function openPage(browser, { url, variant, album, scripts = true, worker = false }) {
  const { lang, width, height, phone } = VARIANTS[variant];
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    locale: lang,
    timezoneId: 'Asia/Shanghai',
    isMobile: phone,
    hasTouch: phone,
    javaScriptEnabled: scripts,
    serviceWorkers: worker ? 'allow' : 'block',
  });
  context.setDefaultTimeout(ACTION_MS_MAX);
  // As if chosen on an earlier visit: phones are seldom set to Tibetan themselves.
  await context.addCookies([{ name: LANGUAGE_COOKIE, value: lang, url }]);
  const page = await context.newPage();
  shown.set(page, { album, variant: VARIANTS[variant], faults: watch(page), scripts });
  return page;
}

/** Goes to a path of the town and waits until the page has come to rest. */
export async function visit(page, path) {
  const answer = await page.goto(path, { waitUntil: 'load' });
  if (answer && answer.status() >= 500) throw new Error(`${path} answered ${answer.status()}`);
  return answer;
}

/** Something wrong with how a page looks; what people do there can go on. */
export class Flaw extends Error {}

/** Looks at the page as it stands, in normal and in large print, and keeps a picture of both. */
export async function check(page, name) {
  const { album, variant, faults, scripts } = shown.get(page);
  await page.waitForLoadState('load');
  const picture = await album.next(name);
  const found = faults.take();
  if (scripts) {
    const { audit, auditLayout, end } = await auditor(page);
    found.push(...(await asItStands(page, variant, audit, `${picture}.png`)));
    const before = await page.evaluate(setSize, 'large');
    const large = await asItStands(page, variant, auditLayout, `${picture}-large.png`);
    found.push(...large.map((line) => `large print: ${line}`));
    await end();
    await page.evaluate(setSize, before);
    found.push(...faults.take());
  } else {
    await shoot(page, `${picture}.png`);
  }
  if (found.length > 0) throw new Flaw(`${name} (${page.url()}):\n  ${[...new Set(found)].join('\n  ')}`);
}

async function asItStands(page, variant, audit, picture) {
  const found = [...(await look(page, variant)), ...(await audit())];
  if (EVERY_PICTURE || found.length > 0) await shoot(page, picture);
  return found;
}

/** What the large print switch does to a page; answers how it was before. */
function setSize(size) {
  const root = document.documentElement;
  const before = root.getAttribute('data-size');
  if (size === null) root.removeAttribute('data-size');
  else root.setAttribute('data-size', size);
  return before;
}

// Playwright hides the caret with an inline style, which the page's own policy would rightly refuse.
function shoot(page, path) {
  return page.screenshot({ path, fullPage: true, caret: 'initial', animations: 'allow' });
}

/** The numbered pictures of one story in one variant. */
export function makeAlbum(folder) {
  let count = 0;
  return {
    folder,
    get count() {
      return count;
    },
    async next(name) {
      await mkdir(folder, { recursive: true });
      count += 1;
      return join(folder, `${String(count).padStart(2, '0')}-${name}`);
    },
  };
}
