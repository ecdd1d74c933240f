import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { MAX_RISK_BYTES, parseRisk, type RiskDecision } from "../../domain/vulnerability/risk.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";

/** Where decisions are looked for, from the top of the checkout. */
const PLACES = ["release/risk.yaml", "release/risk.yml", "release/risk.json"] as const;

export interface DecisionsPlace {
  /** The file that was named. */
  readonly risk?: string | undefined;
  /** Absolute: where a relative path begins. */
  readonly folder: string;
  /** Absolute: the top of the checkout; undefined if there is none. */
  readonly top: string | undefined;
}

export interface ReadDecisions {
  /** As a person would write it. */
  readonly path: string;
  readonly decisions: readonly RiskDecision[];
}

/** The decisions about vulnerabilities of a checkout; undefined if none are named and there are none. Faults: `file-missing`, those of `parseRisk`. */
export async function readDecisions(
  { risk, folder, top }: DecisionsPlace,
  files: Files,
): Promise<ReadDecisions | undefined> {
  const path = risk === undefined ? await inCheckout(top, files) : resolve(folder, risk);
  if (path === undefined) return undefined;
  if ((await files.facts(path)) === undefined) {
    throw new Fault("file-missing", `there is no file of decisions ${printable(risk ?? path)}`, {
      hint: "check what risk names; without it release/risk.yaml or .json of the checkout is used, or none",
    });
  }
  const decisions = parseRisk(await files.read(path, MAX_RISK_BYTES), path);
  const near = top === undefined ? path : relative(top, path);
  return { path: near.startsWith("..") || isAbsolute(near) ? path : near.replaceAll(sep, "/"), decisions };
}

async function inCheckout(top: string | undefined, files: Files): Promise<string | undefined> {
  if (top === undefined) return undefined;
  for (const place of PLACES) if ((await files.facts(join(top, place)))?.kind === "file") return join(top, place);
  return undefined;
}
