import { startPage } from "./page.ts";
import { startWorker } from "./worker.ts";

// The page and its worker are one script, which the page hands to the worker: nothing is loaded from anywhere.
if ("document" in globalThis) startPage(document);
else startWorker(globalThis as unknown as DedicatedWorkerGlobalScope);
