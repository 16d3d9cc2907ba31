// A town of its own for every story: the product on a fresh data folder, with a clock that the story moves.
// It never talks to a server that it did not start.

import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const START_MS_MAX = 60_000;
const STOP_MS_MAX = 10_000;
const LOG_LINES_MAX = 60;

const founded = new Map();

/** A town like `startTown` makes: the books of the first one with so many orders are copied for every other. */
export async function startLike({ orders = 0 } = {}) {
  if (!founded.has(orders)) founded.set(orders, found(orders));
  const data = await mkdtemp(join(tmpdir(), 'wuquan-town-'));
  await cp(await founded.get(orders), data, { recursive: true });
  return startTown({ orders, data });
}

async function found(orders) {
  const data = await mkdtemp(join(tmpdir(), 'wuquan-town-'));
  const town = await startTown({ orders, data });
  await town.stop({ keep: true });
  return data;
}

/** Removes what `startLike` copies from. */
export async function forgetTowns() {
  for (const data of founded.values()) await data.then((folder) => rm(folder, { recursive: true, force: true }), () => {});
  founded.clear();
}

/**
 * Starts `$WUQUAN_TOWN --data FOLDER` and waits for its one line of JSON: `{"url": "...", "control": "..."}`.
 * With `orders`, ninety days have gone by and so many requests are in its books.
 */
export async function startTown({ program = process.env.WUQUAN_TOWN, orders = 0, data } = {}) {
  if (!program) throw new Error('WUQUAN_TOWN must name the town program: cargo build --workspace --bin town');
  data ??= await mkdtemp(join(tmpdir(), 'wuquan-town-'));
  const past = orders > 0 ? ['--orders', String(orders)] : [];
  const child = spawn(program, ['--data', data, ...past], { stdio: ['ignore', 'pipe', 'pipe'] });
  const log = keepLog(child);
  const gone = new Promise((resolve) => child.once('close', resolve));
  try {
    const { url, control } = await firstLine(child, gone, log);
    return {
      url,
      log,
      advance: (minutes) => tell(`${control}/advance?minutes=${minutes}`, log),
      letter: () => tell(`${control}/letter`, log),
      rung: async () => JSON.parse(await tell(`${control}/rung`, log)),
      stop: ({ keep = false } = {}) => stop(child, gone, control, keep ? null : data),
    };
  } catch (error) {
    await stop(child, gone, null, data);
    throw error;
  }
}

function keepLog(child) {
  const lines = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > LOG_LINES_MAX) lines.shift();
  });
  return lines;
}

function firstLine(child, gone, log) {
  return new Promise((resolve, reject) => {
    const refuse = (why) => reject(new Error(`the town did not start: ${why}\n${log.join('\n')}`));
    const timer = setTimeout(() => refuse(`no address within ${START_MS_MAX} ms`), START_MS_MAX);
    child.once('error', (error) => refuse(error.message));
    gone.then((code) => refuse(`it ended with ${code}`));
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      try {
        resolve(JSON.parse(line));
      } catch {
        refuse(`its first line is not JSON: ${line}`);
      }
    });
  });
}

async function tell(address, log) {
  const answer = await fetch(address, { method: 'POST' });
  if (!answer.ok) {
    throw new Error(`the town refused ${address}: ${answer.status} ${await answer.text()}\n${log.join('\n')}`);
  }
  return answer.text();
}

async function stop(child, gone, control, data) {
  if (child.exitCode === null && control) await fetch(`${control}/stop`, { method: 'POST' }).catch(() => {});
  if (child.exitCode === null && !control) child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
  if (child.pid) await gone;
  clearTimeout(timer);
  if (data) await rm(data, { recursive: true, force: true });
}
