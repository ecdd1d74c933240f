import { Fault } from "../../../kernel/fault.ts";
import type { FaultCode } from "../../../kernel/fault-codes.ts";
import { printable } from "../../../kernel/printable.ts";
import type { HttpResponse } from "../../../ports/http.ts";
import { type Refusal, refusalIn } from "./refusal.ts";

/** What was requested, and what a token needs for it. */
export interface RequestPurpose {
  /** For people, for example `create the draft of the release`. */
  readonly what: string;
  /** The permission of the job, for example `contents: write`. */
  readonly permission: string;
  /** Where it is missing, GitHub says 404 for what exists and may not be seen. */
  readonly hidesBy404?: boolean;
  /** Set if GitHub wants more than the permission if the target of the release changes files of workflows. */
  readonly weighsWorkflows?: boolean;
  /**
   * Given for what this run made or saw: a 404 is believed only after a minute (`replica-lag.ts`), and then means this fault.
   */
  missing?(): Fault;
}

/**
 * The fault of an answer that is not the expected one: `token-refused` (G01), `permission-missing` (G02),
 * `release-immutable`, or `github-refused`. GitHub's own sentence and reasons are quoted, without the token should they hold
 * it (G26).
 */
export function apiFault(response: HttpResponse, purpose: RequestPurpose, token: string | undefined): Fault {
  if (response.status === 404 && purpose.missing !== undefined) return purpose.missing();
  const refusal = refusalIn(response, token);
  const said = [refusal.message, ...refusal.reasons]
    .filter((text) => text !== undefined)
    .map((text) => printable(text));
  const answer = `GitHub answered ${[response.status, ...said].join(" ")}`;
  const { code, hint } = verdictOf(response.status, refusal, purpose);
  return new Fault(code, `could not ${purpose.what}: ${answer}`, { hint });
}

interface Verdict {
  readonly code: FaultCode;
  readonly hint: string;
}

function verdictOf(status: number, refusal: Refusal, purpose: RequestPurpose): Verdict {
  if (status === 401) return { code: "token-refused", hint: "give a valid github-token, or leave the default" };
  const said = [refusal.message, ...refusal.reasons].join("\n");
  const known = KNOWN.find(({ sentence }) => sentence.test(said));
  if (known !== undefined && status >= 400 && status < 500) return known;
  const isHidden = status === 404 && purpose.hidesBy404 === true;
  if (isHidden || (status === 403 && NOT_ACCESSIBLE.test(said))) {
    return { code: "permission-missing", hint: permissionHint(purpose) };
  }
  if (status === 403) return { code: "permission-missing", hint: "GitHub refuses this token: its sentence says why" };
  return { code: "github-refused", hint: "run again; if it stays, look at the status of GitHub and at the release" };
}

const NOT_ACCESSIBLE = /resource not accessible by/i;

/** Refusals that GitHub tells by a sentence of their own, and that no permission of the job would change. */
const KNOWN: readonly (Verdict & { readonly sentence: RegExp })[] = [
  {
    sentence: /used by an immutable release/i,
    code: "release-immutable",
    hint: "publish a new version: the tag of an immutable release is never given again, even after it was deleted",
  },
  {
    sentence: /rule violations|being restricted|\brulesets?\b/i,
    code: "permission-missing",
    hint: "a ruleset of the repository or its organization forbids it (Settings, Rules, Rulesets): push the tag with an account that may, or let the token of the job bypass the ruleset",
  },
  {
    sentence: /\bIP allow list/i,
    code: "permission-missing",
    hint: "the organization admits listed addresses only: use a runner whose address is on its IP allow list",
  },
  {
    sentence: /\bSAML\b/i,
    code: "permission-missing",
    hint: "authorize the token for the organization's single sign-on, or leave the default token, which needs none",
  },
  {
    sentence: /\barchived\b/i,
    code: "permission-missing",
    hint: "an archived repository takes no releases: unarchive it, or publish elsewhere",
  },
];

function permissionHint({ permission, weighsWorkflows }: RequestPurpose): string {
  const [name = "", level = ""] = permission.split(": ");
  const add = `add to the job:\npermissions:\n  ${name}: ${level}\n  id-token: write`;
  if (weighsWorkflows !== true) return add;
  return `${add}\nif it has them, the Workflow permissions in the Actions settings of the repository or its organization allow no writing, or the target of the release changes workflow files, for which no token of a job is enough: set the target of the draft to the default branch, or give a github-token that has workflows: write`;
}
