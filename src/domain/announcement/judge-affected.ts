import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { parsePurl } from "../sbom/model/purl.ts";
import { judgePackage } from "../vulnerability/affects.ts";
import type { KnownPackage } from "../vulnerability/ecosystem.ts";
import { VERSION_ORDERS } from "../vulnerability/versions/order-of.ts";
import { isInVers } from "../vulnerability/versions/vers-range.ts";
import type { Effect, EffectStatus, EffectsDocument } from "./effect.ts";

/** What is asked about: bytes, packages, or both. */
export interface AskedProduct {
  /** As it is shown. */
  readonly name: string;
  /** Hex. */
  readonly sha256: string | undefined;
  /** Package URL. */
  readonly purl: string | undefined;
  /** As databases know it; undefined if none does. */
  readonly known: KnownPackage | undefined;
}

/** What the documents say of one product. `not-named`: none of them speaks of it, which is not the same as unaffected. */
export interface AffectedAnswer {
  readonly product: string;
  readonly state: EffectStatus | "undecided" | "not-named";
  /** The names of the vulnerability. */
  readonly ids: readonly string[];
  /** Where it stands: format and id of the document. Empty if it is not named. */
  readonly documents: readonly string[];
  /** Why it could not be decided, safe to print. */
  readonly reason?: string | undefined;
}

/** What is worse comes first: where two documents differ, nobody is told the better half. */
const ORDER = ["affected", "under_investigation", "undecided", "fixed", "not_affected", "not-named"] as const;

/** One answer for each product and vulnerability that a document names for it; one that none names has a single answer. */
export function judgeAffected(
  products: readonly AskedProduct[],
  documents: readonly EffectsDocument[],
): AffectedAnswer[] {
  return products.flatMap((product) => {
    const answers = documents.flatMap((document) => answersOf(product, document));
    const merged = new Map<string, AffectedAnswer>();
    for (const answer of answers) {
      const key = [...merged.keys()].find((known) => answer.ids.some((id) => merged.get(known)?.ids.includes(id)));
      if (key === undefined) merged.set(answer.ids[0] ?? "", answer);
      else merged.set(key, worse(merged.get(key) ?? answer, answer));
    }
    if (merged.size === 0) return [{ product: product.name, state: "not-named", ids: [], documents: [] } as const];
    return [...merged.values()];
  });
}

/** The one that decides the exit code. */
export function worstState(answers: readonly AffectedAnswer[]): AffectedAnswer["state"] {
  return ORDER.find((state) => answers.some((answer) => answer.state === state)) ?? "not-named";
}

function worse(a: AffectedAnswer, b: AffectedAnswer): AffectedAnswer {
  const first = ORDER.indexOf(a.state) <= ORDER.indexOf(b.state) ? a : b;
  return {
    ...first,
    ids: [...new Set([...a.ids, ...b.ids])],
    documents: [...new Set([...a.documents, ...b.documents])],
  };
}

function answersOf(product: AskedProduct, document: EffectsDocument): AffectedAnswer[] {
  const named = { product: product.name, documents: [`${document.format} ${document.id}`] };
  const said = document.effects.flatMap((effect): AffectedAnswer[] => {
    const speaks = speaksOf(effect, product);
    if (speaks === true) return [{ ...named, state: effect.status, ids: effect.ids }];
    return speaks === false ? [] : [{ ...named, state: "undecided", ids: effect.ids, reason: speaks.reason }];
  });
  // What a document says of the version itself is more than a range of it that cannot be read.
  const clear = said.filter(({ state }) => state !== "undecided");
  if (clear.length > 0) return clear;
  const { advisory } = document;
  const { known } = product;
  if (said.length > 0 || advisory === undefined || known === undefined) return said;
  const judged = judgePackage(advisory, known);
  if (judged.state === "unaffected") return [];
  const ids = [advisory.id, ...advisory.aliases];
  if (judged.state === "undecided") return [{ ...named, state: "undecided", ids, reason: judged.reason }];
  return [{ ...named, state: "affected", ids }];
}

/** Bytes are compared if the document names them; else the package URL, which without a version means every version of its range. */
function speaksOf(effect: Effect, { sha256: own, purl: asked, known }: AskedProduct): boolean | { reason: string } {
  const { sha256, purl, versions } = effect;
  if (sha256 !== undefined) return sha256 === own;
  if (purl === undefined || asked === undefined) return false;
  try {
    const [a, b] = [parsePurl(purl), parsePurl(asked)];
    if (a.type !== b.type || a.namespace !== b.namespace || a.name !== b.name) return false;
    if (a.version !== undefined) return a.version === b.version;
    return versions === undefined || isMeant(versions, b.version ?? known?.version, known);
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

function isMeant(
  versions: Exclude<Effect["versions"], undefined>,
  version: string | undefined,
  known: KnownPackage | undefined,
): boolean | { reason: string } {
  if (versions === "unreadable") return { reason: "its range of versions is not written as vers" };
  if (version === undefined) return { reason: "the version is not known" };
  const order = known && VERSION_ORDERS[known.order];
  const isIn = order && isInVers(versions, version, order);
  return isIn ?? { reason: `the version ${printable(version)} has no place in a known order` };
}
