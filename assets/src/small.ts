/** Small conveniences, each one listener on the document so that swapped-in parts have them too. */

function target<T extends Element>(event: Event, selector: string): T | null {
  return event.target instanceof Element ? event.target.closest<T>(selector) : null;
}

/** `/` puts the cursor into the search box, unless one is writing. */
export function searchKey(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable]")) return;
    const box = document.querySelector<HTMLInputElement>("[data-search]");
    if (!box || box.offsetParent === null) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}

/** A form is sent once; its buttons wake up again when the page is shown again. The server guards too. */
export function guardSends(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    // After this turn, so that the pressed button's own name and value still travel.
    setTimeout(() => setButtons(form, true), 0);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) release(form);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = target<HTMLFormElement>(event, "form[data-sent]");
    if (form) release(form);
  });
}

function release(form: HTMLFormElement): void {
  delete form.dataset.sent;
  setButtons(form, false);
}

/** Only buttons that this guard switched off are switched on again. */
function setButtons(form: HTMLFormElement, sending: boolean): void {
  for (const element of form.elements) {
    if (!(element instanceof HTMLButtonElement) || element.type !== "submit") continue;
    if (sending && !element.disabled) {
      element.disabled = true;
      element.classList.add("sending");
    } else if (!sending && element.classList.contains("sending")) {
      element.disabled = false;
      element.classList.remove("sending");
    }
  }
}

/** `data-select-all="name"` ticks all boxes of that name; `data-autosubmit` sends its form when changed. */
export function selecting(): void {
  document.addEventListener("change", (event) => {
    const all = target<HTMLInputElement>(event, "input[data-select-all]");
    if (all) {
      const scope: ParentNode = all.closest("form, table") ?? document;
      for (const box of scope.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')) {
        if (box.name === all.dataset.selectAll && !box.disabled) box.checked = all.checked;
      }
    }
    target<HTMLSelectElement>(event, "select[data-autosubmit]")?.form?.requestSubmit();
  });
}

/** `data-print` opens the print window. */
export function printing(): void {
  document.addEventListener("click", (event) => {
    if (target(event, "[data-print]")) window.print();
  });
}

/** `data-copy="#id"` copies that element's text; `data-copied` is what the button then says. */
export function copies(): void {
  document.addEventListener("click", (event) => {
    const button = target<HTMLElement>(event, "[data-copy]");
    const source = button?.dataset.copy ? document.querySelector<HTMLElement>(button.dataset.copy) : null;
    if (!button || !source || !navigator.clipboard) return;
    void navigator.clipboard.writeText(source.innerText.trim()).then(() => {
      const said = button.querySelector<HTMLElement>("[role=status]");
      if (said && button.dataset.copied) said.textContent = button.dataset.copied;
    });
  });
}
