import { groupBy } from "../../kernel/group-by.ts";
import { printable } from "../../kernel/printable.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
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
  const indexed = documents.map(indexOf);
  return products.flatMap((product) => {
    const answers = merged(indexed.flatMap((document) => answersOf(product, document)));
    if (answers.length > 0) return answers;
    return [{ product: product.name, state: "not-named", ids: [], documents: [] } as const];
  });
}

/** Those of one vulnerability as the worst of them; what has no name could be the same one, however often it is said. */
function merged(answers: readonly AffectedAnswer[]): AffectedAnswer[] {
  const found = new Map<string, { worst: AffectedAnswer; ids: Set<string>; documents: Set<string> }>();
  const keys = new Map<string, string>();
  for (const answer of answers) {
    const known = answer.ids.find((id) => keys.has(id));
    const key = known === undefined ? (answer.ids[0] ?? "") : (keys.get(known) ?? known);
    for (const id of answer.ids) if (!keys.has(id)) keys.set(id, key);
    const one = found.get(key) ?? { worst: answer, ids: new Set(), documents: new Set() };
    if (ORDER.indexOf(answer.state) < ORDER.indexOf(one.worst.state)) one.worst = answer;
    for (const id of answer.ids) one.ids.add(id);
    for (const document of answer.documents) one.documents.add(document);
    found.set(key, one);
  }
  return [...found.values()].map(({ worst, ids, documents }) => ({
    ...worst,
    ...{ ids: [...ids], documents: [...documents] },
  }));
}

/** The one that decides the exit code. */
export function worstState(answers: readonly AffectedAnswer[]): AffectedAnswer["state"] {
  return ORDER.find((state) => answers.some((answer) => answer.state === state)) ?? "not-named";
}

/** A document with what it says of products, found by their bytes and by their packages. */
interface IndexedDocument extends EffectsDocument {
  readonly byDigest: ReadonlyMap<string | undefined, readonly Effect[]>;
  readonly byPackage: ReadonlyMap<string | undefined, readonly PackageEffect[]>;
}

/** Of a package URL. */
interface PackageEffect {
  readonly effect: Effect;
  readonly version: string | undefined;
}

function indexOf(document: EffectsDocument): IndexedDocument {
  const ofPackages = document.effects.flatMap((effect) => {
    const named = packageIn(effect.purl);
    return named === undefined ? [] : [{ effect, ...named }];
  });
  return {
    ...document,
    byDigest: groupBy(document.effects, ({ sha256 }) => sha256),
    byPackage: groupBy(ofPackages, ({ key }) => key),
  };
}

/** Undefined for what is not a package URL. */
function packageIn(
  purl: string | undefined,
): { readonly key: string; readonly version: string | undefined } | undefined {
  if (purl === undefined) return undefined;
  return unlessRefused(() => {
    const { type, namespace, name, version } = parsePurl(purl);
    return { key: JSON.stringify([type, namespace, name]), version };
  }, undefined);
}

function answersOf(product: AskedProduct, document: IndexedDocument): AffectedAnswer[] {
  const named = { product: product.name, documents: [`${document.format} ${document.id}`] };
  const said = spokenOf(product, document).map(({ effect: { status, ids }, open }): AffectedAnswer => {
    return open === undefined ? { ...named, state: status, ids } : { ...named, state: "undecided", ids, reason: open };
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

/** What is said of a product, and why it may not be: that of its bytes, and that of its package. */
interface Spoken {
  readonly effect: Effect;
  readonly open?: string | undefined;
}

/**
 * Bytes are compared if both sides name them; else the package URL, which without a version means every version of its range. That certain
 * bytes of a package are safe says nothing to who does not know which bytes are asked about; that they are not, does.
 */
function spokenOf({ sha256: own, purl, known }: AskedProduct, document: IndexedDocument): Spoken[] {
  const asked = packageIn(purl);
  const ofBytes = own === undefined ? [] : (document.byDigest.get(own) ?? []);
  const ofPackage = asked === undefined ? [] : (document.byPackage.get(asked.key) ?? []);
  const spoken = ofPackage.flatMap(({ effect, version }): Spoken[] => {
    const { sha256, status, versions } = effect;
    const isSafe = status === "fixed" || status === "not_affected";
    if (sha256 !== undefined && (own !== undefined || isSafe)) return [];
    if (version !== undefined && version !== asked?.version) return [];
    const isIn =
      version !== undefined || versions === undefined || isMeant(versions, asked?.version ?? known?.version, known);
    if (isIn === false) return [];
    return [{ effect, open: isIn === true ? undefined : isIn.reason }];
  });
  return [...ofBytes.map((effect) => ({ effect })), ...spoken];
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
