// Measures every pair of tokens that carries text (4.5:1) or a frame one must see (3:1), in light and dark. Fails by naming the pair.
import { readFileSync } from "node:fs";

const css = readFileSync(new URL("src/tokens.css", import.meta.url), "utf8");
const dark = css.indexOf("@media (prefers-color-scheme: dark)");
const tokens = (text) => Object.fromEntries([...text.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})\b/g)].map((m) => [m[1], m[2]]));
const schemes = { light: tokens(css.slice(0, dark)), dark: { ...tokens(css.slice(0, dark)), ...tokens(css.slice(dark)) } };

const CIRCLES = ["venue", "organization", "service", "activity", "neighbourhood"];
const STATES = ["ok", "warn", "late"];
const TINTS = [...CIRCLES, ...STATES].map((name) => `${name}-t`);
const text = [
  ...["ink", "soft", "red", ...CIRCLES, ...STATES].flatMap((front) => ["paper", "card"].map((back) => [front, back])),
  ...[...TINTS, "red-t", "line"].map((back) => ["ink", back]),
  ...[...CIRCLES, ...STATES, "red"].map((name) => [name, `${name}-t`]),
  ["on-red", "red"], ["on-red", "red-deep"], ["paper", "ink"],
];
const frames = [["edge", "paper"], ["edge", "card"], ["activity", "paper"], ["activity", "card"]];
// `.tile small` is ink at 82 % over its tint.
const veiled = TINTS.map((back) => ["ink", back, 0.82]);

const rgb = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
const light = (channels) => channels.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

let worst = 99;
const failures = [];
for (const [scheme, t] of Object.entries(schemes)) {
  for (const [pairs, floor] of [[text, 4.5], [veiled, 4.5], [frames, 3]]) {
    for (const [front, back, alpha = 1] of pairs) {
      const [f, b] = [rgb(t[front]), rgb(t[back])];
      const measured = ratio(light(f.map((c, i) => c * alpha + b[i] * (1 - alpha))), light(b));
      if (floor === 4.5) worst = Math.min(worst, measured);
      if (measured < floor) failures.push(`${scheme}: ${front} on ${back} is ${measured.toFixed(2)}, needs ${floor}`);
    }
  }
}
if (failures.length > 0) throw new Error(failures.join("\n"));
process.stdout.write(`contrast: every pair passes, the weakest text pair has ${worst.toFixed(2)}:1\n`);
