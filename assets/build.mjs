// Writes dist/: minified, named by content hash, listed in manifest.json. Fails when a budget is broken or an icon is unknown.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const here = (path) => new URL(path, import.meta.url).pathname;
const TARGETS = { css: ["chrome80", "firefox78", "safari14"], ts: ["es2019"] };
const CSS_BUDGET = 15 * 1024;
const FIRST_VIEW_BUDGET = 60 * 1024;
const TIBETAN = (weight) => `node_modules/@fontsource/noto-serif-tibetan/files/noto-serif-tibetan-tibetan-${weight}-normal.woff2`;

const manifest = {};
const weights = {};

rmSync(here("dist"), { recursive: true, force: true });
mkdirSync(here("dist"));

/** Writes one file under its hashed name and remembers it. */
function put(name, content) {
  const bytes = Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const [stem, ext] = [name.slice(0, name.lastIndexOf(".")), name.slice(name.lastIndexOf("."))];
  manifest[name] = `${stem}-${hash}${ext}`;
  weights[name] = { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length };
  writeFileSync(here(`dist/${manifest[name]}`), bytes);
}

async function bundle(entry) {
  const result = await build({ entryPoints: [here(entry)], bundle: true, minify: true, write: false, external: ["*.woff2"], target: TARGETS[entry.split(".").at(-1)], format: "iife", charset: "utf8", legalComments: "none", logLevel: "warning" });
  return result.outputFiles[0].text;
}

function sprite() {
  const names = [...new Set(readFileSync(here("icons.txt"), "utf8").split(/\s+/).filter(Boolean))].sort();
  const symbols = names.map((name) => {
    const source = readFileSync(here(`node_modules/@tabler/icons/icons/outline/${name}.svg`), "utf8");
    const inner = source.slice(source.indexOf(">", source.indexOf("<svg")) + 1, source.lastIndexOf("</svg>")).replace(/<path stroke="none"[^>]*\/>/, "").replace(/\s+/g, " ").replace(/ ?(\/?>) ?/g, "$1").trim();
    return `<symbol id="${name}" viewBox="0 0 24 24" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

put("bo-name.woff2", readFileSync(here("src/bo-name.woff2")));
put("app.css", (await bundle("src/app.css")).replace("bo-name.woff2", manifest["bo-name.woff2"]));
put("app.js", await bundle("src/app.ts"));
put("icons.svg", sprite());
put("logo.svg", readFileSync(here("src/logo.svg")));
put("favicon.svg", readFileSync(here("src/favicon.svg")));
put("bo.woff2", readFileSync(here(TIBETAN(400))));
put("bo-bold.woff2", readFileSync(here(TIBETAN(600))));
const bo = readFileSync(here("src/bo.css"), "utf8").replace("bo.woff2", manifest["bo.woff2"]).replace("bo-bold.woff2", manifest["bo-bold.woff2"]);
put("bo.css", (await transform(bo, { loader: "css", minify: true })).code);
writeFileSync(here("dist/manifest.json"), `${JSON.stringify(manifest, Object.keys(manifest).sort(), 2)}\n`);

const firstView = ["app.css", "app.js", "icons.svg", "bo-name.woff2", "favicon.svg"].reduce((sum, name) => sum + weights[name].gzip, 0);
for (const [name, w] of Object.entries(weights)) process.stdout.write(`${name.padEnd(12)} ${String(w.raw).padStart(7)} B  gzip ${w.gzip}  brotli ${w.brotli}\n`);
process.stdout.write(`first view without the page itself: ${firstView} B gzip\n`);
if (weights["app.css"].gzip > CSS_BUDGET) throw new Error(`app.css is over its budget of ${CSS_BUDGET} B`);
if (firstView > FIRST_VIEW_BUDGET) throw new Error(`the first view is over its budget of ${FIRST_VIEW_BUDGET} B`);
