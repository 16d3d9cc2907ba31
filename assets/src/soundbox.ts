/** Recordings that have not arrived, on this device only; they go when the matter is sent, when cleared, and after a day. */

const STORE = "sounds";
const KEEP_MS = 86_400_000;

type Kept = { at: number; sound: Blob };

/** A full or forbidden storage only means that nothing is kept. */
function inBox<T>(mode: IDBTransactionMode, act: (box: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    let request: IDBOpenDBRequest;
    try {
      request = indexedDB.open("wuquan", 1);
    } catch {
      return resolve(undefined);
    }
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = () => resolve(undefined);
    request.onsuccess = () => {
      const asked = act(request.result.transaction(STORE, mode).objectStore(STORE));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => resolve(undefined);
      asked.transaction?.addEventListener("complete", () => request.result.close());
    };
  });
}

export async function keepSound(key: string, sound: Blob): Promise<void> {
  if (key) await inBox("readwrite", (box) => box.put({ at: Date.now(), sound } satisfies Kept, key));
}

export async function keptSound(key: string): Promise<Blob | undefined> {
  if (!key) return undefined;
  const kept = await inBox<Kept | undefined>("readonly", (box) => box.get(key));
  if (!kept) return undefined;
  if (Date.now() - kept.at <= KEEP_MS) return kept.sound;
  await forgetSound(key);
  return undefined;
}

export async function forgetSound(key: string): Promise<void> {
  if (key) await inBox("readwrite", (box) => box.delete(key));
}

export async function forgetAllSounds(): Promise<void> {
  await inBox("readwrite", (box) => box.clear());
}
