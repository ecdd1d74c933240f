import { Fault } from "../../kernel/fault.ts";
import type { Progress } from "../../ports/progress.ts";
import { faultText } from "../../views/fault/fault-text.ts";
import { asFlag } from "../options/as-flag.ts";
import { type PageAnswer, type PageOrder, verifyGiven } from "./verify-given.ts";

/** What the worker tells the page while it works, and at the end. */
export type WorkerNews =
  | { readonly kind: "step"; readonly text: string }
  | { readonly kind: "advance"; readonly done: number; readonly total: number }
  | { readonly kind: "answer"; readonly answer: PageAnswer }
  | { readonly kind: "refused"; readonly text: string };

/** Verifies one order off the page's own thread, so that the page stays alive. */
export function startWorker(scope: DedicatedWorkerGlobalScope): void {
  const tell = (news: WorkerNews) => scope.postMessage(news);
  const progress: Progress = {
    step: (text) => tell({ kind: "step", text }),
    advance: (done, total) => tell({ kind: "advance", done, total }),
    warn: () => undefined,
    done: () => undefined,
  };
  scope.addEventListener("message", async ({ data }: MessageEvent<PageOrder>) => {
    try {
      tell({ kind: "answer", answer: await verifyGiven(data, progress) });
    } catch (error) {
      tell({ kind: "refused", text: refusal(error) });
    }
  });
}

function refusal(error: unknown): string {
  if (error instanceof Fault) return faultText(error, asFlag);
  return `error: this page failed, which says nothing about the files: ${error instanceof Error ? error.message : "unknown"}`;
}
