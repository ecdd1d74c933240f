import fc from "fast-check";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import type { SigningParty } from "../../../src/domain/policy/by-party.ts";
import { principalNames } from "../../../src/domain/policy/principal.ts";
import type { CertificateFacts } from "../../../src/domain/sigstore/certificate-facts.ts";
import { LOG_POLICY_SCHEMA_ID, parseLogPolicy } from "../../../src/domain/statements/log-policy.ts";
import type { LoggedStatement } from "../../../src/domain/statements/logged-statement.ts";
import type { ReleaseState } from "../../../src/domain/statements/release-state.ts";
import { RELEASE_STATE_TYPE, RIGHTS, STATE_EFFECTS } from "../../../src/domain/statements/vocabulary.ts";

export const ORIGIN = "log.example/widget";
export const PEOPLE = ["owner", "registry", "court", "monitor", "lab", "stranger"] as const;
export type Person = (typeof PEOPLE)[number];

const signerOf = (person: Person) => ({ identity: `${person}@example.com`, issuer: "https://issuer.example" });
export const grantOf = (to: Person, role: string, may: readonly (typeof RIGHTS)[number][]) =>
  ({ role, signer: signerOf(to), may: [...may] }) as NonNullable<ReleaseState["grant"]>;

export const POLICY_DOCUMENT = {
  schema: LOG_POLICY_SCHEMA_ID,
  origin: ORIGIN,
  roles: {
    owner: {
      signers: [signerOf("owner")],
      may: ["staged", "published", "yanked", "deleted", "committed", "grant", "revoke", "release"],
    },
    registry: { signers: [signerOf("registry")], may: ["tombstoned", "banished"] },
    legal: { signers: [signerOf("court")], may: ["banished"] },
    monitor: { signers: [signerOf("monitor")], may: ["available", "missing", "mismatch"] },
    lab: { signers: [signerOf("lab")], may: ["approved-for-use", "scai", "test-result"] },
  },
};

export const policy = await parseLogPolicy(new TextEncoder().encode(JSON.stringify(POLICY_DOCUMENT)), crypto);
export const RELEASES = [sha256Hex(Buffer.from("r1")), sha256Hex(Buffer.from("r2"))] as const;

const PARTIES = new Map<Person, SigningParty>(
  PEOPLE.map((person) => {
    const certificate = {
      subjectAlternativeName: { kind: "email", value: `${person}@example.com` },
      issuer: "https://issuer.example",
      extensions: {},
    } as unknown as CertificateFacts;
    const signer = { kind: "certificate", certificate } as const;
    return [person, { signer, names: principalNames(signer) }];
  }),
);

/** What one says of a release, or of the log's policy. */
export interface Saying {
  readonly by: Person;
  readonly state: Omit<ReleaseState, "reason"> & { readonly reason?: ReleaseState["reason"] };
  readonly subject: string;
  /** Of an opening: the commitment that its salt and subject make. */
  readonly opens?: string;
}

/** The statement as leaf `index` of the log. */
export function said({ by, state, subject, opens }: Saying, index: number): LoggedStatement {
  const payload = sha256Hex(Buffer.from(`${index} ${JSON.stringify([by, state, subject])}`));
  const signer = PARTIES.get(by);
  if (signer === undefined) throw new Error(by);
  return {
    ...{ says: "release-state", subject: [subject], payload, envelope: sha256Hex(Buffer.from(payload)) },
    receipts: [{ origin: ORIGIN, index }],
    content: {
      ...{ kind: "said", signer, predicateType: RELEASE_STATE_TYPE, times: [] },
      ...(opens === undefined ? {} : { opens }),
      state: { reason: "none", ...state },
    },
  };
}

export function erased(statement: LoggedStatement): LoggedStatement {
  return { ...statement, content: { kind: "absent", isErased: true } };
}

/** The same statement with the same signature, in other bytes around it, as a later leaf. */
export function loggedAgain(statement: LoggedStatement, index: number): LoggedStatement {
  const envelope = sha256Hex(Buffer.from(`${statement.envelope} ${index}`));
  return { ...statement, envelope, receipts: [{ origin: ORIGIN, index }] };
}

const SALT = "5".repeat(64);

/** The commitment to a release in these histories, which all have one salt. */
export const madeBy = (release: string) => sha256Hex(Buffer.from(`commitment ${release}`));

/** Histories of up to a dozen statements: those that may, those that may not, grants, revocations, retractions. */
export const histories: fc.Arbitrary<LoggedStatement[]> = fc
  .array(
    fc.record({
      by: fc.constantFrom(...PEOPLE),
      effect: fc.constantFrom(...STATE_EFFECTS),
      release: fc.constantFrom(...RELEASES),
      target: fc.nat(),
      to: fc.constantFrom(...PEOPLE),
      role: fc.constantFrom("owner", "registry", "lab"),
      may: fc.subarray([...RIGHTS], { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((steps) => {
    const log: LoggedStatement[] = [];
    for (const { by, effect, release, target, to, role, may } of steps) {
      const earlier = log[target % Math.max(1, log.length)];
      const refers = ["retract", "revoke", "available", "opened"].includes(effect) && earlier !== undefined;
      if ((effect === "retract" || effect === "revoke" || effect === "opened") && !refers) continue;
      const state = {
        effect,
        ...(refers ? { refersTo: [earlier.payload] } : {}),
        ...(effect === "grant" ? { grant: grantOf(to, role, may) } : {}),
        ...(effect === "opened" ? { salt: SALT } : {}),
        ...(effect === "approved-for-use" ? { use: "fips-140-3" } : {}),
        ...(effect === "custody" ? { custodian: signerOf(to) } : {}),
      };
      const isOfPolicy = effect === "grant" || effect === "revoke";
      const about = refers && effect !== "opened" ? (earlier.subject[0] ?? release) : release;
      const own = effect === "committed" ? madeBy(release) : about;
      // What opens is either what was committed to, or something else.
      const opens = effect === "opened" ? { opens: madeBy(release) } : {};
      log.push(said({ by, state, subject: isOfPolicy ? policy.sha256 : own, ...opens }, log.length + 1));
    }
    return log;
  });
