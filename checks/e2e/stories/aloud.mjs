// A page is read aloud where the device itself has a voice of its language. The browser of the tests has no voice at
// all, so the story gives it one and writes down what it was asked to say.

import { enter } from '../lib/acts.mjs';

const LANGUAGE = { zh: 'zh-CN', bo: 'bo-CN', en: 'en-GB' };

export default async function aloud({ lang, open, visit, check }) {
  const language = LANGUAGE[lang] ?? lang;
  const guest = await open();
  await visit(guest, '/');
  if ((await guest.locator('[data-aloud]:visible').count()) > 0) throw new Error('a button to read aloud without a voice');

  await guest.addInitScript(voices, [{ lang: language, localService: false }, { lang: 'fr-FR', localService: true }]);
  await visit(guest, '/');
  if ((await guest.locator('[data-aloud]:visible').count()) > 0) throw new Error('words would go to a voice elsewhere');

  const reader = await open();
  await reader.addInitScript(voices, [{ lang: language.replace('-', '_'), localService: true }]);
  await visit(reader, '/ask');
  const button = reader.locator('[data-aloud]:visible').last();
  await button.click();
  const said = await reader.evaluate(() => window.said.join('\n'));
  const heading = (await reader.locator('main h1').first().innerText()).trim();
  if (!said.startsWith(heading.slice(0, 8))) throw new Error(`begins with "${said.slice(0, 40)}", not "${heading}"`);
  if ((await button.getAttribute('aria-pressed')) !== 'true') throw new Error('it does not say that it reads');
  await check(reader, 'reading');
  await button.click();
  if ((await button.getAttribute('aria-pressed')) !== 'false') throw new Error('it does not stop');

  const worker = await enter(open, 'worker');
  await worker.addInitScript(voices, [{ lang: language, localService: true }]);
  await visit(worker, '/people');
  await check(worker, 'desk');
}

/** Runs in the page: voices of this device, and a list of what was said. Nothing ends until it is cancelled. */
function voices(list) {
  window.said = [];
  const waiting = [];
  class Utterance { constructor(text) { this.text = text; } }
  const speech = {
    getVoices: () => list,
    speak(utterance) {
      window.said.push(utterance.text);
      waiting.push(utterance);
      if (waiting.length === 1) utterance.onstart?.();
    },
    cancel() { for (const utterance of waiting.splice(0)) utterance.onerror?.(); },
    addEventListener() {},
  };
  Object.defineProperty(window, 'speechSynthesis', { value: speech });
  Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
}
