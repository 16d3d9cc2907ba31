/**
 * `data-undo="9"` may be taken back for so many seconds: a quiet count-down, and then it leaves. The server decides; this
 * only shows it. `[data-left]` is the number, `role=status` says it to screen readers, `data-over` is what it says at the end.
 */
export function undoing(): void {
  const box = document.querySelector<HTMLElement>("[data-undo]");
  const said = box?.querySelector<HTMLElement>("[role=status]");
  if (!box || !said) return;
  const until = performance.now() + Number(box.dataset.undo) * 1000;
  // What stands in a live region when the page comes is not announced.
  setTimeout(() => (said.textContent = box.querySelector(".grow")?.textContent ?? ""), 300);
  const clock = setInterval(() => {
    const left = Math.ceil((until - performance.now()) / 1000);
    const number = box.querySelector("[data-left]");
    if (left > 0) {
      if (number) number.textContent = String(left);
      return;
    }
    clearInterval(clock);
    if (box.contains(document.activeElement)) document.getElementById("main")?.focus();
    box.querySelector("form")?.remove();
    box.className = "unseen";
    said.textContent = box.dataset.over ?? "";
    said.previousElementSibling?.remove();
  }, 250);
}
