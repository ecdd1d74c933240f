import type { ToldTimeline } from "../../domain/statements/told-timeline.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { timelineJson } from "../../views/log/timeline-json.ts";
import { timelineText } from "../../views/log/timeline-text.ts";

/** Prints it; resolves to the exit code: 1 for what must not be used, 3 for what is not known or was not said. */
export function showTimeline(
  told: ToldTimeline,
  { out, isJson }: { readonly out: (text: string) => void; readonly isJson: boolean },
): number {
  out(isJson ? jsonText(timelineJson(told)) : timelineText(told));
  const { admission } = told;
  if (admission?.admits === "no" || told.equivocations.length > 0) return 1;
  return admission?.admits === "unknown" || told.isStale || told.silent.length > 0 ? 3 : 0;
}
