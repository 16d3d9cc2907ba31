/** Shows chosen photos before they are sent, and keeps no more than `data-max` of them. The server checks again. */
export function previews(): void {
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file" || input.dataset.preview === undefined) return;
    const list = document.getElementById(input.dataset.preview);
    if (!list) return;
    const max = Number(input.dataset.max ?? "6");
    const files = [...(input.files ?? [])];
    const kept = files.slice(0, max);
    if (kept.length < files.length) assign(input, kept);
    show(list, kept);
    const words = document.getElementById(`${list.id}-too-many`);
    if (words) words.hidden = kept.length === files.length;
  });
  document.addEventListener("reset", (event) => {
    if (!(event.target instanceof HTMLFormElement)) return;
    for (const input of event.target.querySelectorAll<HTMLInputElement>("input[data-preview]")) {
      const list = document.getElementById(input.dataset.preview ?? "");
      if (list) show(list, []);
    }
  });
}

function show(list: HTMLElement, files: File[]): void {
  for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
  list.replaceChildren(...files.map(thumbnail));
}

function assign(input: HTMLInputElement, files: File[]): void {
  const kept = new DataTransfer();
  for (const file of files) kept.items.add(file);
  input.files = kept.files;
}

function thumbnail(file: File): HTMLLIElement {
  const item = document.createElement("li");
  const image = document.createElement("img");
  image.alt = file.name;
  image.src = URL.createObjectURL(file);
  item.append(image);
  return item;
}
