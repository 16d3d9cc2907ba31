/**
 * `data-aloud` reads the page aloud. The button shows only where the device itself has a voice of the page's language:
 * a voice that lives elsewhere would send the page's words there. `data-stop` is what the button says meanwhile.
 */

/** Longer pieces are cut off in the middle by some browsers. */
const PIECE_CHARS_MAX = 180;

export function aloud(): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("[data-aloud]")];
  const speech = window.speechSynthesis;
  if (buttons.length === 0 || !speech || !("SpeechSynthesisUtterance" in window)) return;
  const show = (): void => {
    const voice = ownVoice(speech.getVoices());
    for (const button of buttons) button.hidden = !voice;
  };
  show();
  speech.addEventListener?.("voiceschanged", show);
  window.addEventListener("pagehide", () => speech.cancel());
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("[data-aloud]") : null;
    if (!button) return;
    if (button.getAttribute("aria-pressed") === "true") speech.cancel();
    else read(speech, button);
  });
}

function ownVoice(voices: SpeechSynthesisVoice[]): SpeechSynthesisVoice | undefined {
  const language = document.documentElement.lang.toLowerCase();
  const fits = voices.filter((voice) => voice.localService && speaks(voice, language.split("-")[0] ?? ""));
  return fits.find((voice) => tag(voice) === language) ?? fits[0];
}

/** Some devices write zh_CN. */
function tag(voice: SpeechSynthesisVoice): string {
  return voice.lang.toLowerCase().replace("_", "-");
}

function speaks(voice: SpeechSynthesisVoice, language: string): boolean {
  return tag(voice).split("-")[0] === language;
}

function read(speech: SpeechSynthesis, button: HTMLButtonElement): void {
  const voice = ownVoice(speech.getVoices());
  const main = document.getElementById("main");
  if (!voice || !main) return;
  const words = button.querySelector("span");
  const before = words?.textContent ?? "";
  const spoken = blocks(main).flatMap(({ block, text }) => pieces(text).map((piece) => ({ block, piece })));
  const ended = (): void => {
    button.setAttribute("aria-pressed", "false");
    if (words) words.textContent = before;
    for (const block of document.querySelectorAll(".spoken")) block.classList.remove("spoken");
  };
  speech.cancel();
  button.setAttribute("aria-pressed", "true");
  if (words) words.textContent = button.dataset.stop ?? before;
  spoken.forEach(({ block, piece }, index) => {
    const utterance = new SpeechSynthesisUtterance(piece);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = 0.9;
    utterance.onstart = () => {
      for (const other of document.querySelectorAll(".spoken")) if (other !== block) other.classList.remove("spoken");
      block.classList.add("spoken");
      block.scrollIntoView({ block: "nearest" });
    };
    utterance.onerror = ended;
    if (index === spoken.length - 1) utterance.onend = ended;
    speech.speak(utterance);
  });
  if (spoken.length === 0) ended();
}

/** What can be seen, block by block in its order; never what is hidden or typed. */
function blocks(main: HTMLElement): { block: Element; text: string }[] {
  const found: { block: Element; text: string }[] = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const text = node.textContent?.trim() ?? "";
    if (!parent || !text || parent.closest('[aria-hidden="true"], script, style, option, textarea')) continue;
    if (parent.getClientRects().length === 0) continue;
    const block = blockOf(parent, main);
    const last = found[found.length - 1];
    if (last && last.block === block) last.text += ` ${text}`;
    else found.push({ block, text });
  }
  return found;
}

function blockOf(element: Element, main: Element): Element {
  let block = element;
  while (block !== main && block.parentElement && getComputedStyle(block).display === "inline") block = block.parentElement;
  return block;
}

/** Cut at the end of a sentence where possible. */
function pieces(text: string): string[] {
  const sentences = text.match(/[^。！？；.!?;།]+[。！？；.!?;།]*\s*/g) ?? [text];
  return sentences.flatMap((sentence) => {
    const cut: string[] = [];
    for (let from = 0; from < sentence.length; from += PIECE_CHARS_MAX) cut.push(sentence.slice(from, from + PIECE_CHARS_MAX));
    return cut;
  });
}
