/**
 * What the script adds to pages that already work without it. It never holds business rules,
 * never talks to another origin, and stores nothing but drafts that the reader can clear.
 */
import htmx from "htmx.org/dist/htmx.esm.js";
import { aloud } from "./aloud";
import { copies, guardSends, printing, searchKey, selecting } from "./small";
import { drafts } from "./draft";
import { here } from "./here";
import { previews } from "./photos";
import { push } from "./push";
import { undoing } from "./undo";
import { voices } from "./voice";

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0; // pages with personal content stay out of the browser's storage

document.documentElement.classList.add("js");
searchKey();
guardSends();
drafts();
previews();
selecting();
printing();
copies();
aloud();
voices();
undoing();
here();
push();
