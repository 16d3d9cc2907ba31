// A tour shows pages one after the other: an address, or where a link of the page before leads to.

/**
 * Each stop is `[name, address]`, `[name, selector of a link]` or `[name, what to do]`. A selector that begins with `a` is
 * looked for on the page before, and a stop without such a link there is a fault.
 */
export async function tour(page, { visit, check }, stops) {
  for (const [name, where] of stops) {
    const answer = typeof where === 'function' ? await where(page) : await visit(page, where.startsWith('/') ? where : await leads(page, where));
    if (answer && answer.status() >= 400) throw new Error(`${name}: ${page.url()} answered ${answer.status()}`);
    await check(page, name);
  }
}

async function leads(page, selector) {
  const link = page.locator(`main ${selector}`).first();
  const href = await link.getAttribute('href', { timeout: 2000 }).catch(() => null);
  if (!href) throw new Error(`nothing like "${selector}" at ${page.url()}`);
  return new URL(href, page.url()).href;
}
