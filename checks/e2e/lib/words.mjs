// The product's own sentences, so that a story presses the button that says it and not the third one on the page.

import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const HOMES = ['app', 'shared', 'circles'];
const books = new Map();

/** `t(key)` for a language: the message as it stands in the locale files, without placeables. */
export async function wordsOf(lang) {
  if (!books.has(lang)) books.set(lang, await read(lang));
  const book = books.get(lang);
  return (key) => {
    const text = book.get(key);
    if (text === undefined) throw new Error(`no words for ${key} in ${lang}`);
    return text;
  };
}

async function read(lang) {
  const book = new Map();
  for (const home of HOMES) {
    const crates = home === 'app' ? [''] : await readdir(join(ROOT, home));
    for (const crate of crates) {
      const folder = join(ROOT, home, crate, 'locales', lang);
      for (const file of await readdir(folder).catch(() => [])) {
        if (file.endsWith('.ftl')) keep(book, await readFile(join(folder, file), 'utf8'));
      }
    }
  }
  return book;
}

function keep(book, text) {
  for (const [, key, words] of text.matchAll(/^([a-z][\w-]*) = (.+)$/gm)) {
    if (!words.includes('{')) book.set(key, words.trim());
  }
}
