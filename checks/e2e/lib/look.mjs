// What a person would notice: a page wider than the phone, a sentence that was never translated, the wrong language.

/** One line for each thing that is wrong. */
export async function look(page, { phone, lang }) {
  return page.evaluate(inPage, { phone, lang });
}

function inPage({ phone, lang }) {
  const found = [];
  const root = document.documentElement;
  const name = (element) => {
    const classes = [...element.classList].map((word) => `.${word}`).join('');
    return `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ''}${classes}`;
  };

  if (root.lang !== lang) found.push(`language: the page says "${root.lang}", asked for was "${lang}"`);

  if (phone && root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
      .slice(0, 5)
      .map(name);
    found.push(`overflow: ${root.scrollWidth} wide on a screen of ${root.clientWidth}: ${wide.join(', ')}`);
  }

  const texts = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.data;
    if (text.includes('⟦')) found.push(`words missing: ${text.trim()}`);
  }
  for (const element of document.querySelectorAll('[placeholder],[aria-label],[alt],[title],[value]')) {
    for (const { name: attribute, value } of element.attributes) {
      if (value.includes('⟦')) found.push(`words missing: ${name(element)} ${attribute}=${value}`);
    }
  }
  return found;
}
