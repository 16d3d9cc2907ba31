// What people do in more than one story: fill a form, press a button, move a request one step on.

import { visit } from './browser.mjs';
import { signIn } from './people.mjs';
import { wordsOf } from './words.mjs';

/** A photo of nothing: a grey-green sheet of 64 x 48. */
export const PHOTO = {
  name: 'sheet.png',
  mimeType: 'image/png',
  buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAEAAAAAwCAIAAAAuKetIAAAAQ0lEQVR42u3PQQkAAAgEsOuPb0OY0gp+hcEKLD31WgQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQErhb5tJE8N/XSrAAAAABJRU5ErkJggg==', 'base64'),
};

/** Presses what is found and waits for the page that follows. */
export async function go(page, locator) {
  await Promise.all([page.waitForEvent('load'), locator.click()]);
  const fault = await page.locator('main [role="alert"]').allInnerTexts();
  if (fault.length > 0) throw new Error(`refused at ${page.url()}: ${fault.join(' ')}`);
}

/** The button or link with the words of a key. */
export async function press(page, lang, key, within = page) {
  const t = await wordsOf(lang);
  const name = t(key);
  const what = within.getByRole('button', { name }).or(within.getByRole('link', { name })).first();
  await go(page, what);
}

/** Unfolds what is folded under these words. */
export async function unfold(page, lang, key) {
  const t = await wordsOf(lang);
  const folded = page.locator('details', { has: page.locator('summary', { hasText: t(key) }) }).first();
  if ((await folded.getAttribute('open')) === null) await folded.locator('summary').first().click();
  return folded;
}

/** Puts words into fields by their names; lists are chosen from by value or place in the list. */
export async function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]:not([type="hidden"])`).first();
    const kind = await field.evaluate((element) => (element.tagName === 'SELECT' ? 'select' : element.type));
    if (kind === 'select') await field.selectOption(typeof value === 'number' ? { index: value } : value);
    else if (kind === 'radio' || kind === 'checkbox') await form.locator(`[name="${name}"][value="${value}"]`).check();
    else await field.fill(value);
  }
}

/** Asks for help without an account, in three steps; answers the number and the code to follow it. */
export async function ask({ page, lang, see }, { kind, what, contact = {} }) {
  await visit(page, '/ask');
  await see('ask-groups');
  await go(page, page.locator(`main a[href="/ask?group=${kind.split('-')[0]}"]`));
  await see('ask-kinds');
  await go(page, page.locator(`main a[href="/ask/${kind}"]`));
  await fill(page.locator('main form'), what);
  await see('ask-what');
  await press(page, lang, 'orders-ask-next');
  if (contact.language ?? contact.part) await unfold(page, lang, 'orders-ask-wishes');
  await fill(page.locator('main form'), contact);
  await see('ask-contact');
  await press(page, lang, 'orders-ask-send');
  await see('ask-done');
  const text = async (id) => (await page.locator(id).innerText()).trim();
  return { number: await text('#number'), code: await text('#follow-code') };
}

/** A signed-in person with a device of their own. */
export async function enter(open, login) {
  const page = await open();
  await signIn(page, login);
  return page;
}

/** Opens an order at the desk by its number. */
export async function atDesk(page, number) {
  await visit(page, `/search?q=${number}`);
  if (!new URL(page.url()).pathname.startsWith('/desk/orders/')) throw new Error(`${number} was not found`);
  return page.url();
}

/** Sends one of the forms of the page, found by the end of its address. */
export async function send(page, action, fields = {}, value = null) {
  const form = page.locator(`form[action$="${action}"]`).first();
  await fill(form, fields);
  const button = value === null ? form.locator('button:visible').first() : form.locator(`button[value="${value}"]`).first();
  await go(page, button);
}

/** The worker accepts with a human answer and a title that gives nothing away. */
export async function accept(page, { title, answer }) {
  await send(page, '/accept', { title, answer });
}

/** The worker asks these people, or these bodies, by the names they go by. */
export async function dispatch(page, names) {
  for (const name of names) {
    const box = page.locator('form[action$="/dispatch"] label.choice', { hasText: name }).locator('input');
    await box.check();
  }
  await go(page, page.locator('form[action$="/dispatch"] button.main'));
}

/** The helper says done. */
export async function done(page, { text, minutes }) {
  await go(page, page.locator('main a[href$="/done"]'));
  await send(page, '/done', { outcome: 'solved', text, minutes: String(minutes) });
}
