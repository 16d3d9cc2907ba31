#!/usr/bin/env node
// A stand-in for the town program, to test the harness itself: a few good and bad pages under the product's policy.

import { createServer } from 'node:http';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
let minutes = 0;

const page = (lang, body) =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>五圈</title>` +
  '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">' +
  `<link rel="stylesheet" href="/style.css"></head><body><main><h1>五圈</h1>${body}</main></body></html>`;

const SIGN_IN =
  '<form method="post" action="/sign-in"><label>名字 <input name="login"></label>' +
  '<label>密码 <input name="password" type="password"></label><button>进入</button></form>';

const BODIES = {
  '/': '<p>晚上好</p><a href="/sign-in">进入</a>',
  '/sign-in': SIGN_IN,
  '/me': '<p>您好</p>',
  '/inline-style': '<p style="color:red">红</p>',
  '/inline-script': '<script>document.title = "x"</script>',
  '/handler': '<button onclick="x()">按</button>',
  '/outside': '<img alt="外" src="http://127.0.0.1:1/x.png">',
  '/wide': '<p class="wide">宽</p>',
  '/wide-in-large-print': '<p class="wide-large">宽</p>',
  '/words': '<p>⟦home-title⟧</p>',
  '/label': '<input name="x">',
  '/contrast': '<p class="faint">看不清</p>',
  '/missing': '<img alt="无" src="/nothing.png">',
  '/throws': '<script src="/throws.js"></script>',
};
const STYLE =
  '.wide{width:900px}.faint{color:#ccc;background:#fff}[data-size=large]{font-size:20px}' +
  '[data-size=large] .wide-large{width:900px}';

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://x');
  const lang = request.headers['accept-language']?.startsWith('bo') ? 'bo' : 'zh-CN';
  const send = (status, type, body, more = {}) => {
    response.writeHead(status, { 'content-type': type, 'content-security-policy': POLICY, ...more });
    response.end(body);
  };
  if (pathname === '/style.css') send(200, 'text/css', STYLE);
  else if (pathname === '/throws.js') send(200, 'text/javascript', 'throw new Error("broken")');
  else if (pathname === '/control/advance') send(200, 'text/plain', String((minutes += Number(searchParams.get('minutes')))));
  else if (pathname === '/control/stop') send(200, 'text/plain', '', { connection: 'close' }), server.close(), server.closeAllConnections();
  else if (request.method === 'POST') send(303, 'text/plain', '', { location: '/me' });
  else if (pathname === '/english') send(200, 'text/html', page('en', ''));
  else if (BODIES[pathname]) send(200, 'text/html', page(lang, BODIES[pathname]));
  else send(404, 'text/html', page(lang, '<p>这里没有东西</p>'));
});

server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  console.log(JSON.stringify({ url, control: `${url}/control` }));
});
