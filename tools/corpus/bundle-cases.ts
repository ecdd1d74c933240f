import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Claim } from "../../__tests__/interop/claim.ts";
import { TAMPERINGS } from "../../__tests__/interop/tamperings.ts";
import { type BundleForm, FORMS } from "./bundle-forms.ts";
import type { CorpusFiles } from "./corpus-files.ts";
import type { CorpusCase } from "./judge-case.ts";
import { MALFORMATIONS } from "./malformed-bundles.ts";

/** What was signed in one way, with what its tampered forms are made from. */
export interface SignedShape {
  /** A folder's name: who signed, and what witnessed it. */
  readonly name: string;
  readonly claim: Claim;
  /** Of the same kind and run, about something else. */
  readonly sibling: Claim;
  /** Of the same kind, from another run or another key. */
  readonly stranger: Claim;
  readonly otherTrustedRoot: string;
  /** Path of the public key (PEM), where no certificate signed; and of one that did not. */
  readonly keys?: { readonly own: string; readonly other: string };
  /** Tamperings that leave it sound: a key alone, unlike a certificate, needs no time. */
  readonly harmless?: readonly string[];
  /** Older containers that it is put into, too. */
  readonly forms: readonly BundleForm["name"][];
}

/** What a verifier is asked in one case. */
interface Question {
  readonly claim: Claim;
  readonly key: string | undefined;
}

export interface Case extends CorpusCase {
  readonly why: string;
}

/** Every case of one shape: sound, tampered with and malformed, in each of its forms; its files are written. */
export function casesOf(shape: SignedShape, files: CorpusFiles): Case[] {
  return FORMS.filter(({ name }) => shape.forms.includes(name)).flatMap((form) => {
    const cases = casesInForm(shape, form);
    return cases.map(({ question, expect, why }) => written(shape, form, { question, expect, why }, files));
  });
}

type Made = { readonly question: Question; readonly expect: "accept" | "reject"; readonly why: string };

function casesInForm(shape: SignedShape, form: BundleForm): Made[] {
  const scratch = mkdtempSync(join(tmpdir(), "capsule-corpus-"));
  const sound: Question = { claim: shape.claim, key: shape.keys?.own };
  const asForm = (text: string, name: string): string | undefined => {
    const formed = form.apply(text);
    if (formed === undefined) return undefined;
    const path = join(scratch, `${slug(name)}.sigstore.json`);
    writeFileSync(path, formed);
    return path;
  };
  const text = readFileSync(shape.claim.bundle, "utf8");
  const bundle = asForm(text, "sound");
  if (bundle === undefined) throw new Error(`${shape.name} does not go into ${form.name}`);
  const inForm: Question = { ...sound, claim: { ...sound.claim, bundle } };
  const tampered = TAMPERINGS.flatMap(({ name, apply }, number): Made[] => {
    const folder = join(scratch, String(number));
    mkdirSync(folder);
    const { sibling, stranger, otherTrustedRoot } = shape;
    const claim = apply(shape.claim, { folder, sibling, stranger, otherTrustedRoot });
    if (claim === undefined) return [];
    // A form that cannot hold the change, or loses it, says nothing about it.
    const changed = claim.bundle === shape.claim.bundle ? bundle : asForm(readFileSync(claim.bundle, "utf8"), name);
    if (changed === undefined) return [];
    const question = { ...inForm, claim: { ...claim, bundle: changed } };
    if (same(question, inForm)) return [];
    return [{ question, expect: shape.harmless?.includes(name) === true ? "accept" : "reject", why: name }];
  });
  const malformed = (form.name === "v0.3" ? MALFORMATIONS : []).flatMap(({ name, apply }): Made[] => {
    const changed = apply(text);
    if (changed === undefined) return [];
    const path = join(scratch, `${slug(name)}.sigstore.json`);
    writeFileSync(path, changed);
    return [{ question: { ...inForm, claim: { ...inForm.claim, bundle: path } }, expect: "reject", why: name }];
  });
  const { keys } = shape;
  const otherKey: Made[] =
    keys === undefined
      ? []
      : [{ question: { ...inForm, key: keys.other }, expect: "reject", why: "another key expected" }];
  return [{ question: inForm, expect: "accept", why: "as it was signed" }, ...tampered, ...otherKey, ...malformed];
}

/** Whether two questions are the same to a verifier: a key says nothing about names. */
function same(one: Question, other: Question): boolean {
  const asked = ({ claim, key }: Question): string =>
    JSON.stringify([
      ...[claim.bundle, claim.artifact, claim.trustedRoot].map((path) => readFileSync(path, "base64")),
      ...[key === undefined ? [claim.identity, claim.issuer, claim.repository] : key, claim.predicateType],
    ]);
  return asked(one) === asked(other);
}

function written({ name }: SignedShape, form: BundleForm, { question, expect, why }: Made, files: CorpusFiles): Case {
  const { claim, key } = question;
  const folder = `${name}/${claim.kind}`;
  const keep = (path: string, as: string): string => files.write(as, readFileSync(path));
  const policy = {
    san: claim.identity,
    issuer: claim.issuer,
    sourceRepositoryURI: `https://github.com/${claim.repository}`,
  };
  return {
    id: `${name}/${claim.kind}/${form.name}/${slug(why)}`,
    bundle: keep(claim.bundle, `${folder}/${form.name}/${slug(why)}.sigstore.json`),
    artifact: keep(claim.artifact, `${folder}/${slug(why)}.${basename(claim.artifact)}`),
    trusted_root: keep(claim.trustedRoot, `${name}/${slug(why)}.trusted_root.json`),
    ...(claim.kind === "statement" ? { predicateType: claim.predicateType } : {}),
    ...(key === undefined ? { policy } : { key: keep(key, `${name}/${slug(why)}.pub.pem`) }),
    expect,
    why,
  };
}

export function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("'", "")
    .replaceAll(/[^a-z0-9]+/g, "-");
}
