// A browser's half of web push, written from the standards and not from the program: keys, opening (RFC 8291, RFC 8188),
// and who sent it (RFC 8292). Nothing but node's own crypto.

import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';

const TAG_BYTES = 16;
const POINT_BYTES = 65;

/** A browser that waits at this address. */
export function makeBrowser(endpoint) {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  const auth = randomBytes(16);
  const asked = { endpoint, p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url') };
  return { asked, open: (body) => open(ecdh, auth, Buffer.from(body, 'base64url')) };
}

function open(ecdh, auth, body) {
  const salt = body.subarray(0, 16);
  const record = body.readUInt32BE(16);
  const from = body.subarray(21, 21 + body[20]);
  if (body[20] !== POINT_BYTES) throw new Error(`a key of ${body[20]} bytes`);
  const sealed = body.subarray(21 + POINT_BYTES);
  if (sealed.length > record) throw new Error('more than one record');
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), from]);
  const secret = derive(ecdh.computeSecret(from), auth, about, 32);
  const key = derive(secret, salt, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = derive(secret, salt, 'Content-Encoding: nonce\0', 12);
  const cipher = createDecipheriv('aes-128-gcm', key, nonce);
  cipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = Buffer.concat([cipher.update(sealed.subarray(0, -TAG_BYTES)), cipher.final()]);
  const end = plain.findLastIndex((byte) => byte !== 0);
  if (plain[end] !== 2) throw new Error('not the last record');
  return { text: plain.subarray(0, end).toString('utf8'), bytes: plain.length };
}

const derive = (from, salt, about, length) => Buffer.from(hkdfSync('sha256', from, salt, about, length));

/** What a token says, when the key that stands beside it has signed it. */
export function sender(authorization) {
  const [, token, key] = authorization.match(/^vapid t=([\w.-]+), k=([\w-]+)$/);
  const [head, claims, signature] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const part = (start) => point.subarray(start, start + 32).toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: part(1), y: part(33) };
  const signed = verify('sha256', Buffer.from(`${head}.${claims}`), { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  if (!signed) throw new Error('the token is not signed by its key');
  const said = (text) => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  return { ...said(claims), alg: said(head).alg, key };
}
