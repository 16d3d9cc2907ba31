// The people of the demo community, by their login names.

import { visit } from './browser.mjs';

const PASSWORD = 'wuquan-demo';

/** Signs a demo login in through the form, as a person would. */
export async function signIn(page, login) {
  await visit(page, '/sign-in');
  await page.locator('input[name="login"]').fill(login);
  await page.locator('input[name="password"]').fill(PASSWORD);
  const form = page.locator('form', { has: page.locator('input[name="password"]') });
  await Promise.all([
    page.waitForURL((address) => address.pathname !== '/sign-in'),
    form.locator('button[type="submit"], button:not([type]), input[type="submit"]').first().click(),
  ]);
}
