/**
 * `data-voice` lets one speak instead of writing: record, stop, listen, speak again. The recording is sent while the form is
 * still being filled; what could not be sent goes along with the form. It stays on this device (under `data-keep`) until the
 * matter is sent, for a day at most; after a reload it is only offered, since somebody else may sit here now. Without a
 * microphone the file field of the page stays. Nothing is analysed here. `data-player` is the player of who writes it down.
 */
import { forgetAllSounds, forgetSound, keepSound, keptSound } from "./soundbox";

const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
/** Speech stays clear, and three minutes are about half a megabyte. */
const BITS_A_SECOND = 24_000;
const BACK_S = 5;
const SLOW = 0.75;

export function voices(): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="draft-sent"]')) void forgetSound(meta.content);
  for (const part of document.querySelectorAll<HTMLElement>("[data-voice]")) speaking(part);
  for (const part of document.querySelectorAll<HTMLElement>("[data-player]")) player(part);
  document.addEventListener("submit", (event) => {
    if (event.target instanceof HTMLFormElement && event.target.matches('form[action="/sign-out"]')) void forgetAllSounds();
  });
}

function speaking(part: HTMLElement): void {
  const find = <T extends HTMLElement>(name: string): T | null => part.querySelector<T>(`[data-voice-${name}]`);
  const form = part.closest("form");
  const [start, stop, time, bar, says] = [find("start"), find("stop"), find("time"), find<HTMLProgressElement>("bar"), find("says")];
  const [heard, again, retry] = [find<HTMLAudioElement>("heard"), find("again"), find("retry")];
  const [use, drop] = [find("use"), find("throw")];
  const file = part.querySelector<HTMLInputElement>('input[type="file"]');
  const live = find("live");
  if (!form || !start || !stop || !time || !bar || !says || !heard || !again || !retry || !use || !drop || !file || !live) return;
  if (!navigator.mediaDevices?.getUserMedia || typeof MediaRecorder === "undefined") return;
  const keep = part.dataset.keep ?? "";
  const seconds = Number(part.dataset.seconds ?? "180");
  const hide = (element: HTMLElement, hidden: boolean): void => void (element.hidden = hidden);
  const say = (words: string | undefined): void => void (says.textContent = words ?? "");
  let recorder: MediaRecorder | null = null;
  let sound: Blob | null = null;
  let sending: XMLHttpRequest | null = null;
  let arrived = false;
  live.hidden = false;
  // When a recording goes away is asked once there is one.
  const forget = find("forget");
  const asks = (): void => void (forget && hide(forget, !sound && !file.files?.length && !find("kept")));
  asks();
  file.addEventListener("change", asks);

  const show = (blob: Blob): void => {
    if (heard.src) URL.revokeObjectURL(heard.src);
    heard.src = URL.createObjectURL(blob);
    hide(heard, false);
    hide(again, false);
    hide(start, true);
    asks();
    const before = find("kept");
    if (before) hide(before, true);
  };

  const send = (): void => {
    if (!sound || arrived) return;
    sending?.abort();
    const request = new XMLHttpRequest();
    sending = request;
    const body = new FormData();
    body.set("csrf", form.querySelector<HTMLInputElement>('input[name="csrf"]')?.value ?? "");
    body.set("voice", sound, "voice");
    const failed = (): void => {
      if (sending !== request) return;
      hide(bar, true);
      hide(retry, false);
      say(part.dataset.failed);
    };
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) [bar.max, bar.value] = [event.total, event.loaded];
    };
    request.onload = () => {
      if (sending !== request) return;
      arrived = request.status === 200;
      if (!arrived && request.status !== 422) return failed();
      hide(bar, true);
      hide(retry, true);
      say(arrived ? `${part.dataset.arrived ?? ""} ${request.responseText}` : request.responseText);
      if (arrived) return;
      // What was refused is neither kept nor sent along.
      sound = null;
      void forgetSound(keep);
    };
    request.onerror = request.ontimeout = failed;
    request.open("POST", part.dataset.voice ?? "");
    request.timeout = 60_000;
    [bar.max, bar.value] = [1, 0];
    hide(bar, false);
    hide(retry, true);
    say(part.dataset.sending);
    request.send(body);
  };

  const record = async (): Promise<void> => {
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      const none = error instanceof DOMException && error.name === "NotFoundError";
      return say(none ? part.dataset.none : part.dataset.denied);
    }
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    const own = new MediaRecorder(stream, { ...(mimeType ? { mimeType } : {}), audioBitsPerSecond: BITS_A_SECOND });
    const pieces: Blob[] = [];
    recorder = own;
    const begun = performance.now();
    const tick = setInterval(() => {
      const gone = Math.floor((performance.now() - begun) / 1000);
      time.textContent = `${clock(gone)} / ${clock(seconds)}`;
      bar.value = gone;
      if (gone >= seconds && own.state === "recording") own.stop();
    }, 250);
    own.ondataavailable = (event) => pieces.push(event.data);
    own.onstop = () => {
      clearInterval(tick);
      for (const track of stream.getTracks()) track.stop();
      recorder = null;
      hide(stop, true);
      hide(time, true);
      sound = new Blob(pieces, { type: own.mimeType.split(";")[0] ?? "" });
      arrived = false;
      void keepSound(keep, sound);
      show(sound);
      again.focus();
      send();
    };
    [bar.max, bar.value] = [seconds, 0];
    for (const element of [start, again, heard, retry, use, drop]) hide(element, true);
    for (const element of [stop, time, bar]) hide(element, false);
    say(part.dataset.listening);
    own.start(1000);
    stop.focus();
  };

  start.addEventListener("click", () => void record());
  again.addEventListener("click", () => {
    sending?.abort();
    void record();
  });
  stop.addEventListener("click", () => recorder?.stop());
  retry.addEventListener("click", send);
  window.addEventListener("online", () => {
    if (!retry.hidden) send();
  });
  find("drop")?.addEventListener("click", () => void forgetSound(keep));
  document.addEventListener("click", (event) => {
    const clear = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-draft-clear]") : null;
    if (clear?.dataset.draftClear === keep) void forgetSound(keep);
  });
  // What has not arrived goes along with the form itself.
  form.addEventListener("submit", () => {
    if (!sound || arrived || file.files?.length) return;
    sending?.abort();
    const along = new DataTransfer();
    along.items.add(new File([sound], "voice", { type: sound.type }));
    file.files = along.files;
  });
  if (form.dataset.refused === undefined && !find("kept")) void keptSound(keep).then(offer);

  // Nothing goes along that nobody pressed for.
  function offer(kept: Blob | undefined): void {
    if (!kept || sound || recorder) return;
    const decided = (): void => {
      for (const element of [use, drop]) if (element) hide(element, true);
    };
    for (const element of [use, drop]) if (element) hide(element, false);
    say(part.dataset.earlier);
    use?.addEventListener("click", () => {
      decided();
      sound = kept;
      arrived = false;
      show(kept);
      send();
    });
    drop?.addEventListener("click", () => {
      decided();
      void forgetSound(keep);
      say("");
      start?.focus();
    });
  }
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function player(part: HTMLElement): void {
  const sound = part.querySelector("audio");
  const slow = part.querySelector<HTMLButtonElement>("[data-player-slow]");
  if (!sound) return;
  const back = (): void => void (sound.currentTime = Math.max(0, sound.currentTime - BACK_S));
  part.querySelector("[data-player-back]")?.addEventListener("click", back);
  slow?.addEventListener("click", () => {
    const slower = slow.getAttribute("aria-pressed") !== "true";
    slow.setAttribute("aria-pressed", String(slower));
    sound.playbackRate = slower ? SLOW : 1;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "F8") void (sound.paused ? sound.play() : sound.pause());
    else if (event.key === "F9") back();
    else return;
    event.preventDefault();
  });
}
