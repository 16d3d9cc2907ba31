// axe-core in an isolated world of the page: the page's own policy stays on and sees nothing of it.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const SOURCE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
// What a change of the letters' size can change; all other rules read the elements, which stay as they are.
const LAYOUT = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];
const PLACES_MAX = 4;

/**
 * Makes `audit()` for the page as it stands: one line for each violation, with the first places where it stands;
 * `auditLayout()` asks again only what may differ after a change of size.
 */
export async function auditor(page) {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const world = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'axe' });
  const run = (expression) =>
    session.send('Runtime.evaluate', {
      expression,
      contextId: world.executionContextId,
      awaitPromise: true,
      returnByValue: true,
    });
  await run(`${SOURCE};0`);
  const violations = async (runOnly) => {
    const options = { runOnly, resultTypes: ['violations'] };
    const { result, exceptionDetails } = await run(
      `axe.run(document, ${JSON.stringify(options)}).then((found) => found.violations)`,
    );
    if (exceptionDetails) return [`axe: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`];
    return result.value.map(tell);
  };
  return {
    audit: () => violations({ type: 'tag', values: TAGS }),
    auditLayout: () => violations({ type: 'rule', values: LAYOUT }),
    end: () => session.detach(),
  };
}

function tell({ id, help, nodes }) {
  const places = nodes.slice(0, PLACES_MAX).map((node) => {
    const data = node.any[0]?.data;
    const ratio = data?.contrastRatio ? ` (${data.fgColor} on ${data.bgColor}, ${data.contrastRatio})` : '';
    return `${node.target.join(' ')}${ratio}`;
  });
  const more = nodes.length > PLACES_MAX ? ` and ${nodes.length - PLACES_MAX} more` : '';
  return `axe ${id}: ${help}: ${places.join(', ')}${more}`;
}
