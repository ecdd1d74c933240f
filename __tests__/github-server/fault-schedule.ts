/** What goes wrong at one request. */
export type GitHubFault =
  /** The connection is cut: before GitHub did anything, or after it did, so that its answer is lost. */
  | { readonly kind: "reset"; readonly when: "before" | "after" }
  /** Another answer: instead of the work, or after it was done. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly when: "before" | "after";
      readonly headers?: Readonly<Record<string, string>>;
      readonly message?: string;
    }
  /** A page of HTML with 200, or an answer that ends in its middle. */
  | { readonly kind: "html" }
  | { readonly kind: "truncated" }
  /** The body comes in pieces of so many bytes, so many milliseconds apart. */
  | { readonly kind: "slow"; readonly bytes: number; readonly ms: number }
  /** An upload that GitHub keeps half: a `starter` stays, which so many lists do not show, and the answer is 502. */
  | { readonly kind: "starter"; readonly hiddenFor?: number }
  /** An upload that is stored under another name, or with other bytes. */
  | { readonly kind: "renamed"; readonly name: string }
  | { readonly kind: "corrupted" }
  /** What somebody else does right after the request was answered. */
  | { readonly kind: "meanwhile"; readonly what: Meanwhile };

export type Meanwhile =
  | "publish-release"
  | "delete-release"
  | "delete-asset"
  | "replace-asset"
  | "add-asset"
  | "move-tag"
  | "rename-repository";

/** Which request it happens to. */
export interface FaultRule {
  /** Method and template, for example `POST /repos/{owner}/{repo}/releases`, or `GET download`. */
  readonly operation?: string;
  /** The name that an upload is given. */
  readonly name?: string;
  /** From which of the matching requests on, counted from 1 (default 1), and for how many (default 1). */
  readonly nth?: number;
  readonly times?: number;
  readonly fault: GitHubFault;
}

export interface FaultSchedule {
  /** The fault of this request, which is counted. */
  take(request: {
    readonly operation: string;
    readonly name: string | null;
    /** Asked for below `/repositories/{id}`, where a redirection leads and none begins. */
    readonly isById?: boolean;
  }): GitHubFault | undefined;
  /** Rules that no request has met. */
  unmet(): readonly FaultRule[];
  add(rule: FaultRule): void;
  /** From now on nothing goes wrong. */
  clear(): void;
}

function isRedirection(fault: GitHubFault): boolean {
  return fault.kind === "status" && fault.status >= 300 && fault.status < 400;
}

export function createFaultSchedule(rules: readonly FaultRule[]): FaultSchedule {
  const counted = rules.map((rule) => ({ rule, met: 0, used: false }));
  return {
    take({ operation, name, isById = false }) {
      let fault: GitHubFault | undefined;
      for (const entry of counted) {
        const { rule } = entry;
        if ((rule.operation ?? operation) !== operation || (rule.name ?? name) !== name) continue;
        if (isById && isRedirection(rule.fault)) continue;
        entry.met += 1;
        const first = rule.nth ?? 1;
        if (entry.met < first || entry.met >= first + (rule.times ?? 1)) continue;
        entry.used = true;
        fault ??= rule.fault;
      }
      return fault;
    },
    unmet: () => counted.filter(({ used }) => !used).map(({ rule }) => rule),
    add: (rule) => counted.push({ rule, met: 0, used: false }),
    clear: () => void counted.splice(0),
  };
}
