import type { BrowserCase } from "./judge.ts";

export type WrongVerdict = "accepts" | "rejects" | "crashes" | "different";

/** What is wrong with an answer: the corpus says what is right, where it does, and Node says what the fault is. */
export function compareVerdicts(question: BrowserCase, answer: string, expected: string): WrongVerdict | undefined {
  if (answer.startsWith("crash: ")) return "crashes";
  const right = question.kind === "bundle" ? question.one.expect : question.expect;
  if (isAccepted(answer) && (!isAccepted(expected) || right === "reject")) return "accepts";
  if (!isAccepted(answer) && (isAccepted(expected) || right === "accept")) return "rejects";
  if (answer === expected) return undefined;
  const isDamaged = question.kind === "capsule" && question.isDamaged;
  return isDamaged && [answer, expected].every(refusesTheArchive) ? undefined : "different";
}

function refusesTheArchive(answer: string): boolean {
  return answer.startsWith('["rejected",["archive failed ');
}

function isAccepted(answer: string): boolean {
  return answer === "accept" || answer.startsWith('["verified"');
}
