/**
 * `form[data-here]` gives a sign of life while the page is looked at, and learns who else has it open. It stops when the
 * page is hidden. Whether somebody is writing is said, never what.
 */
import htmx from "htmx.org/dist/htmx.esm.js";

const EVERY_MS = 25_000;

export function here(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-here]");
  if (!form) return;
  const writing = form.elements.namedItem("writing");
  let typed = -EVERY_MS;
  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement) typed = performance.now();
  });
  const sign = (): void => {
    if (document.hidden) return;
    if (writing instanceof HTMLInputElement) writing.value = performance.now() - typed < EVERY_MS ? "yes" : "";
    htmx.trigger(form, "here");
  };
  // What is the same is not announced again.
  form.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event as CustomEvent<{ shouldSwap: boolean; serverResponse: string }>;
    const shown = document.createElement("div");
    shown.innerHTML = form.querySelector("[role=status]")?.innerHTML ?? "";
    const fresh = document.createElement("div");
    fresh.innerHTML = detail.serverResponse;
    if (fresh.textContent === shown.textContent) detail.shouldSwap = false;
  });
  setInterval(sign, EVERY_MS);
  document.addEventListener("visibilitychange", sign);
}
