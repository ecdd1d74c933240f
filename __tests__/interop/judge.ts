import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mapBounded } from "../../src/kernel/bounded.ts";
import type { Claim } from "./claim.ts";
import { explain } from "./disagreements.ts";
import { TAMPERINGS, type TamperingContext } from "./tamperings.ts";
import type { Verifier } from "./verifier.ts";

/** The answer of one verifier to one claim. */
export interface Judgement {
  readonly shape: string;
  readonly label: string;
  /** Undefined for a sound claim. */
  readonly tampering: string | undefined;
  readonly outcome: "as expected" | "explained" | "wrong";
  /** What the program said, or why the answer differs from ours. */
  readonly detail: string;
}

/** What one run of services has to be judged. */
export interface Evidence {
  readonly claims: readonly Claim[];
  /** Claims of another run under the same authority, in the same order. */
  readonly strangers: readonly Claim[];
  readonly otherTrustedRoot: string;
}

const PARALLEL = 2;

/** Asks about every sound claim, and about two of each kind tampered with in every way. */
export async function judge(verifier: Verifier, evidence: Evidence): Promise<Judgement[]> {
  const claims = evidence.claims.filter((claim) => verifier.unsupported(claim) === undefined);
  const sound = await mapBounded(claims, PARALLEL, (claim) => judgeSound(verifier, claim));
  const scratch = mkdtempSync(join(tmpdir(), "capsule-interop-"));
  const orders = chosen(claims).flatMap((claim) => falseClaims(claim, evidence, scratch));
  const tampered = await mapBounded(orders, PARALLEL, (order) => judgeTampered(verifier, order));
  return [...sound, ...tampered];
}

async function judgeSound(verifier: Verifier, claim: Claim): Promise<Judgement> {
  const run = await verifier.verify(claim);
  const outcome = run.status === 0 ? "as expected" : "wrong";
  const { shape, label } = claim;
  return { shape, label, tampering: undefined, outcome, detail: run.stderr.trim().slice(-400) };
}

interface FalseClaim {
  readonly claim: Claim;
  readonly tampering: string;
}

/** One message and one statement, the first of each. */
function chosen(claims: readonly Claim[]): Claim[] {
  return (["message", "statement"] as const).flatMap((kind) =>
    claims.filter((claim) => claim.kind === kind).slice(0, 1),
  );
}

function falseClaims(claim: Claim, evidence: Evidence, scratch: string): FalseClaim[] {
  const index = evidence.claims.indexOf(claim);
  const sibling = evidence.claims.find((other) => other.kind === claim.kind && other.bundle !== claim.bundle);
  const stranger = evidence.strangers[index];
  if (sibling === undefined || stranger === undefined) throw new Error("there is nothing to tamper with");
  return TAMPERINGS.flatMap((tampering, number) => {
    const folder = join(scratch, `${claim.kind}-${number}`);
    mkdirSync(folder, { recursive: true });
    const context: TamperingContext = { folder, sibling, stranger, otherTrustedRoot: evidence.otherTrustedRoot };
    const changed = tampering.apply(claim, context);
    return changed === undefined ? [] : [{ claim: changed, tampering: tampering.name }];
  });
}

async function judgeTampered(verifier: Verifier, { claim, tampering }: FalseClaim): Promise<Judgement> {
  const { shape, label } = claim;
  const run = await verifier.verify(claim);
  const said = run.stderr.trim().slice(-400);
  // A command line that the program does not understand refuses nothing.
  const misunderstood = /unknown (?:flag|command)|^usage:|accepts \d+ arg/im.test(run.stderr);
  const refused = run.status !== null && run.status !== 0 && !misunderstood;
  const why = refused ? undefined : explain(verifier.title, claim, tampering);
  const outcome = refused ? "as expected" : why === undefined ? "wrong" : "explained";
  return { shape, label, tampering, outcome, detail: why ?? said };
}
