/**
 * What one has typed stays on this phone until it is sent or cleared. Secrets and files never do.
 * A draft is a list of [name, value] pairs under `draft:<key>`; it goes after the server's page says it arrived.
 */
const SECRET = /^(csrf|once|password|code)/i;
const NEVER = new Set(["password", "file", "hidden", "submit", "button", "reset", "image"]);
const KEEP_DAYS = 7;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Draft = { at: number; pairs: [string, string][] };

export function drafts(): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="draft-sent"]')) forget(meta.content);
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) {
    const key = form.dataset.draft;
    if (!key) continue;
    restore(form, key);
    const save = () => store(key, { at: Date.now(), pairs: pairsOf(form) });
    form.addEventListener("input", save);
    form.addEventListener("change", save);
  }
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-draft-clear]") : null;
    const key = button?.dataset.draftClear;
    if (!key) return;
    forget(key);
    document.querySelector<HTMLFormElement>(`form[data-draft="${CSS.escape(key)}"]`)?.reset();
  });
  // Whoever signs out of a shared computer leaves nothing behind.
  document.addEventListener("submit", (event) => {
    if (event.target instanceof HTMLFormElement && event.target.matches('form[action="/sign-out"]')) forgetAll();
  });
}

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((element): element is Field => {
    const known = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
    return known && element.name !== "" && !SECRET.test(element.name) && !NEVER.has(element.type) && element.autocomplete !== "off";
  });
}

function ticks(field: Field): field is HTMLInputElement {
  return field.type === "checkbox" || field.type === "radio";
}

function pairsOf(form: HTMLFormElement): [string, string][] {
  return fieldsOf(form)
    .filter((field) => (ticks(field) ? field.checked : field.value !== ""))
    .map((field) => [field.name, field.value]);
}

/** Only a form as it was first served is filled: what the server sends back after a refusal is newer. */
function restore(form: HTMLFormElement, key: string): void {
  const draft = read(key);
  if (!draft || form.dataset.refused !== undefined) return;
  const fields = fieldsOf(form);
  const typed = fields.some((field) => !ticks(field) && !(field instanceof HTMLSelectElement) && field.value !== "");
  if (typed) return;
  for (const field of fields) {
    const values = draft.pairs.filter(([name]) => name === field.name).map(([, value]) => value);
    if (ticks(field)) {
      if (values.length > 0) field.checked = values.includes(field.value);
    } else if (values[0] !== undefined) {
      field.value = values[0];
    }
  }
}

function read(key: string): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(`draft:${key}`) ?? "null") as Draft | null;
    if (!draft || !Array.isArray(draft.pairs)) return null;
    if (Date.now() - draft.at > KEEP_DAYS * 86_400_000) {
      forget(key);
      return null;
    }
    return draft;
  } catch {
    return null;
  }
}

function store(key: string, draft: Draft): void {
  try {
    localStorage.setItem(`draft:${key}`, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage only means that there is no draft.
  }
}

function forgetAll(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) localStorage.removeItem(key);
  } catch {
    // As above.
  }
}

function forget(key: string): void {
  try {
    localStorage.removeItem(`draft:${key}`);
  } catch {
    // As above.
  }
}
