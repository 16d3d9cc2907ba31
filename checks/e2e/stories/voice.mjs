// Someone speaks instead of writing: the line breaks and the recording waits on the phone, arrives, is heard at the desk
// under a noted look, written down, put right by the asker and written down anew. Without a microphone and without scripts
// a file does.

import { accept, atDesk, enter, fill, go, press, send } from '../lib/acts.mjs';
import { wordsOf } from '../lib/words.mjs';

const KIND = '/ask/living-carrying';
const SPEAK_MS = 2500;

export default async function voice({ open, visit, check, lang }) {
  const t = await wordsOf(lang);
  const asker = await open();
  await visit(asker, KIND);
  await check(asker, 'what');
  await speak(asker, check);

  // Nothing typed, and on it goes.
  await asker.selectOption('#place', { index: 2 });
  await press(asker, lang, 'orders-ask-next');
  await check(asker, 'contact');
  await press(asker, lang, 'orders-ask-send');
  const number = (await asker.locator('#number').innerText()).trim();
  if (await kept(asker)) throw new Error('the recording stays on the phone after it was sent');
  await visit(asker, '/matters');
  await check(asker, 'mine');
  await go(asker, asker.locator('main a[href^="/matters/"]').first());
  const matter = new URL(asker.url()).pathname;
  await check(asker, 'matter-waiting');

  const worker = await enter(open, 'worker');
  await visit(worker, '/desk?box=to_listen');
  await check(worker, 'desk');
  const order = await atDesk(worker, number);
  await check(worker, 'order');
  await send(worker, '/listen');
  await check(worker, 'order-open');
  await hear(worker);
  await worker.fill('#written', '帮忙把两袋米搬上三楼。');
  await worker.locator('input[name="language"][value="zh-CN"]').check();
  await go(worker, worker.locator('form[action*="/write-down"] button'));
  await accept(worker, { title: '搬两袋米上三楼', answer: '收到，马上找人。' });
  await visit(worker, order);
  await check(worker, 'order-written');

  await visit(asker, matter);
  await asker.locator('summary', { hasText: t('orders-voice-not-meant') }).click();
  await check(asker, 'matter-written');
  await send(asker, '/not-meant', { text: '是三袋。' });
  await check(asker, 'matter-not-meant');
  await visit(worker, order);
  await check(worker, 'order-not-meant');
  await visit(asker, `${matter}/copy`);
  await check(asker, 'copy');

  await visit(worker, '/desk/new');
  await check(worker, 'record');
  await refusedMicrophone({ open, visit, check });
  await withoutScripts({ open, visit, check, lang });
}

/** Records with a broken line; the recording waits on the phone over a reload, is offered, and arrives when the line is back. */
async function speak(page, check) {
  await page.route('**/ask/voice/*', (route) => route.fulfill({ status: 408 }));
  await page.locator('[data-voice-start]').click();
  await page.locator('[data-voice-stop]').waitFor();
  await page.waitForTimeout(SPEAK_MS);
  await check(page, 'speaking');
  await page.locator('[data-voice-stop]').click();
  await page.locator('[data-voice-retry]').waitFor();
  await check(page, 'not-arrived');
  await page.goto(KIND, { waitUntil: 'load' });
  await page.locator('[data-voice-use]').waitFor();
  await check(page, 'still-here');
  await page.unroute('**/ask/voice/*');
  await page.locator('[data-voice-use]').click();
  await page.waitForFunction(() => /\d:\d\d/.test(document.querySelector('[data-voice-says]')?.textContent ?? ''));
  await check(page, 'arrived');
}

function kept(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const opened = indexedDB.open('wuquan', 1);
        opened.onsuccess = () => {
          const asked = opened.result.transaction('sounds').objectStore('sounds').count();
          asked.onsuccess = () => resolve(asked.result > 0);
        };
      }),
  );
}

/** The player plays what was recorded, slower, and with the keys while writing. */
async function hear(page) {
  await page.waitForFunction(() => (document.querySelector('[data-player] audio')?.readyState ?? 0) >= 2);
  await page.locator('[data-player-slow]').click();
  await page.locator('#written').press('F8');
  await page.waitForFunction(() => document.querySelector('[data-player] audio').currentTime > 0.3);
  const rate = await page.evaluate(() => document.querySelector('[data-player] audio').playbackRate);
  if (rate !== 0.75) throw new Error(`it plays at ${rate}`);
  await page.locator('#written').press('F8');
  await page.locator('#written').press('F9');
  const at = await page.evaluate(() => document.querySelector('[data-player] audio').currentTime);
  if (at !== 0) throw new Error(`it went back to ${at}`);
}

async function refusedMicrophone({ open, visit, check }) {
  const page = await open();
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await visit(page, KIND);
  await page.locator('[data-voice-start]').click();
  await page.waitForFunction(() => document.querySelector('[data-voice-says]')?.textContent !== '');
  await check(page, 'denied');
}

async function withoutScripts({ open, visit, check, lang }) {
  const page = await open({ scripts: false });
  await visit(page, KIND);
  const file = { name: 'note.wav', mimeType: 'audio/wav', buffer: silence() };
  await page.locator('#voice').setInputFiles([file]);
  await fill(page.locator('main form'), { spot: '菜市场东门' });
  await press(page, lang, 'orders-ask-next');
  await check(page, 'without-scripts');
}

/** Half a second of nothing. */
function silence() {
  const head = Buffer.from('RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data', 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(4000);
  return Buffer.concat([head, length, Buffer.alloc(4000, 0x80)]);
}
