// Everything that goes wrong in a page without anybody asking: errors in the console (a refusal by the page's own
// Content-Security-Policy is one), scripts that throw, requests that fail.

/** Starts watching; `take()` hands over what was seen since the last time. */
export function watch(page) {
  let seen = [];
  const note = (line) => seen.push(line);
  page.on('console', (message) => {
    // The answer itself is judged below; Chromium repeats it here also for a refused form, which is no fault.
    // Contexts of their own have no push service, and Chromium says so to the developer; what the reader is told is checked.
    const expected = /^Failed to load resource|Push API in incognito mode/;
    if (message.type() === 'error' && !expected.test(message.text())) {
      note(`console: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => note(`script: ${error.message}`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'failed';
    if (why !== 'net::ERR_ABORTED') note(`request: ${request.url()} ${why}`);
  });
  page.on('response', (answer) => {
    const part = answer.request().resourceType() !== 'document';
    if (answer.status() >= 500 || (part && answer.status() >= 400 && answer.request().method() === 'GET')) {
      note(`answer: ${answer.url()} ${answer.status()}`);
    }
  });
  return {
    take() {
      const taken = seen;
      seen = [];
      return taken;
    },
  };
}
