import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { sha1 } from "../../../src/crypto/node-digest.ts";
import { revocationAsker } from "../../../src/domain/notary/revocation/ask-revocation.ts";
import { readX509Certificate } from "../../../src/domain/x509/x509-certificate.ts";
import { implicit, integer, sequence } from "../../../src/kernel/der-writer.ts";
import { formatPem } from "../../../src/kernel/pem.ts";
import { revocationSources } from "../../../src/services/notary/revocation-sources.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import {
  INTERMEDIATE,
  type TestCertificateFacts,
  type TestIssuer,
  testExtension,
  testKey,
  testNotaryCertificate,
} from "../../signing/test-notary.ts";
import {
  type TestListFacts,
  type TestOcspFacts,
  testInvalidSince,
  testList,
  testListPart,
  testListPlaces,
  testOcsp,
  testReason,
  testResponders,
  testRevoked,
} from "../../signing/test-revocation.ts";
import { lastLine, runTool } from "../run-tool.ts";
import { chainOf, type NotaryPrograms, nowSeconds } from "./notary-world.ts";

/** What became of one certificate whose state was asked for at the same places by both. */
export interface RevocationJudgement {
  readonly name: string;
  readonly expected: string;
  readonly ours: string;
  readonly theirs: string;
  /** Why the reference says something else. */
  readonly explained: string | undefined;
  readonly isRight: boolean;
}

type State = "good" | "revoked" | "none" | "unknown";

interface Case {
  readonly name: string;
  readonly expected: State;
  /** Extensions of the certificate; `at` makes an address on loopback. */
  readonly places: (at: (path: string) => string) => readonly Uint8Array[];
  /** Bodies by path; `openssl` is answered by OpenSSL's responder, and what has no body by 404. */
  readonly answers?: (asked: Asked) => Readonly<Record<string, Uint8Array>>;
  /** RFC 3339. */
  readonly signedAt?: string;
  /** What the reference says, and why, if not the same. */
  readonly differs?: readonly [State, string];
}

interface Asked {
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  readonly at: (path: string) => string;
}

const NOW = nowSeconds();
const FRESH = { thisUpdate: NOW - 60, nextUpdate: NOW + 86_400 };
const OTHER: TestIssuer = { name: [["2.5.4.3", "other"]], key: testKey("EC-256", "other") };
const RESPONDER: TestIssuer = { name: [["2.5.4.3", "responder"]], key: testKey("EC-256", "responder") };
const SERIAL = 7;

const responder =
  (...paths: string[]): Case["places"] =>
  (at) => [testResponders(paths.map(at))];
const lists =
  (...paths: string[]): Case["places"] =>
  (at) => [testListPlaces(paths.map(at))];
const both =
  (ocsp: string, list: string): Case["places"] =>
  (at) => [testResponders([at(ocsp)]), testListPlaces([at(list)])];

const ocsp =
  (facts: TestOcspFacts = {}): NonNullable<Case["answers"]> =>
  ({ certificate, issuer }) => ({ "/ocsp": testOcsp({ certificate, issuer, ...FRESH, ...facts }) });
const list = (entries: readonly Uint8Array[] = [], facts: TestListFacts = {}): Uint8Array =>
  testList(entries, { nextUpdate: NOW + 86_400, ...facts });
const entry = (extensions: readonly Uint8Array[] = [], date = NOW - 120): Uint8Array =>
  testRevoked(SERIAL, extensions, date);
const delegate = (facts: TestCertificateFacts): Uint8Array => {
  const window = { notBefore: NOW - 3600, notAfter: NOW + 86_400 };
  return testNotaryCertificate(
    { subject: RESPONDER.name, key: RESPONDER.key, serial: 9, ...window, ...facts },
    INTERMEDIATE,
  );
};
const byDelegate = (facts: TestCertificateFacts): TestOcspFacts => {
  const certificate = delegate(facts);
  return { responder: certificate, key: RESPONDER.key, certificates: [certificate] };
};
const OFFICE = { purposes: ["1.3.6.1.5.5.7.3.9"] };
const ANY = "golang.org/x/crypto/ocsp takes any certificate of the issuer for a responder's";

const CASES: readonly Case[] = [
  { name: "no place", expected: "none", places: () => [] },
  { name: "OpenSSL's responder: good", expected: "good", places: responder("/openssl/V") },
  { name: "OpenSSL's responder: revoked", expected: "revoked", places: responder("/openssl/R") },
  { name: "OpenSSL's responder: unknown", expected: "unknown", places: responder("/openssl/none") },
  { name: "OpenSSL's responder by a delegate", expected: "revoked", places: responder("/openssl/R/delegate") },
  {
    name: "OpenSSL's responder with its own certificate, the issuer's",
    expected: "good",
    places: responder("/openssl/V/certificate"),
    differs: [
      "unknown",
      "golang.org/x/crypto/ocsp wants a certificate in an answer to be signed by the issuer, its own included",
    ],
  },
  {
    name: "OpenSSL's responder unknown, and a list",
    expected: "revoked",
    places: both("/openssl/none", "/list"),
    answers: () => ({ "/list": list([entry()]) }),
  },
  { name: "nobody answers", expected: "unknown", places: responder("/nobody") },
  { name: "the second responder answers", expected: "revoked", places: responder("/nobody", "/openssl/R") },
  {
    name: "no responder answers, and a list is there",
    expected: "good",
    places: both("/nobody", "/list"),
    answers: () => ({ "/list": list() }),
  },
  { name: "neither a responder nor a list answers", expected: "unknown", places: both("/nobody", "/no") },
  {
    name: "good by a responder, and revoked by a list",
    expected: "good",
    places: both("/openssl/V", "/list"),
    answers: () => ({ "/list": list([entry()]) }),
  },
  { name: "an answer by the issuer", expected: "good", places: responder("/ocsp"), answers: ocsp() },
  { name: "an answer named by key", expected: "good", places: responder("/ocsp"), answers: ocsp({ byKey: true }) },
  { name: "an answer by a delegate", expected: "good", places: responder("/ocsp"), answers: ocsp(byDelegate(OFFICE)) },
  {
    name: "an answer by another key",
    expected: "unknown",
    places: responder("/ocsp"),
    answers: ocsp({ key: OTHER.key }),
  },
  {
    name: "an answer by a delegate without the office",
    expected: "unknown",
    places: responder("/ocsp"),
    answers: ocsp(byDelegate({ purposes: [] })),
    differs: ["good", ANY],
  },
  {
    name: "a revoked signer that answers for itself",
    expected: "unknown",
    places: responder("/ocsp"),
    answers: ({ certificate, ...asked }) =>
      ocsp({ responder: certificate, key: testKey("EC-256"), certificates: [certificate] })({ certificate, ...asked }),
    differs: ["good", ANY],
  },
  {
    name: "an answer by an expired delegate",
    expected: "unknown",
    places: responder("/ocsp"),
    answers: ocsp(byDelegate({ ...OFFICE, notAfter: NOW - 60 })),
    differs: ["good", "golang.org/x/crypto/ocsp does not look at the validity of the responder's certificate"],
  },
  {
    name: "an answer that is too old",
    expected: "unknown",
    places: responder("/ocsp"),
    answers: ocsp({ nextUpdate: NOW - 60 }),
  },
  {
    name: "an answer of a time to come",
    expected: "unknown",
    places: responder("/ocsp"),
    answers: ocsp({ thisUpdate: NOW + 3600 }),
    differs: ["good", "notation-core-go does not look at the time from which an answer counts"],
  },
  {
    name: "an answer without an end",
    expected: "unknown",
    places: responder("/ocsp"),
    answers: ocsp({ nextUpdate: undefined }),
  },
  {
    name: "an answer for the same number of another issuer",
    expected: "unknown",
    places: responder("/ocsp"),
    answers: ({ issuer }) => {
      const other = testNotaryCertificate({ serial: SERIAL }, OTHER);
      const by = testNotaryCertificate({ subject: OTHER.name, key: OTHER.key }, OTHER);
      return { "/ocsp": testOcsp({ certificate: other, issuer: by, responder: issuer, ...FRESH }) };
    },
    differs: ["good", "golang.org/x/crypto/ocsp takes an answer by the number alone"],
  },
  {
    name: "an answer with a critical extension",
    expected: "unknown",
    places: responder("/ocsp"),
    answers: ocsp({ extensions: [testExtension("1.2.3.4", Buffer.of(5, 0), true)] }),
  },
  {
    name: "a page of HTML",
    expected: "unknown",
    places: responder("/ocsp"),
    answers: () => ({ "/ocsp": Buffer.from("<html>") }),
  },
  { name: "an address by https", expected: "unknown", places: () => [testResponders(["https://127.0.0.1:1/"])] },
  {
    name: "invalid only after it was used, by a responder",
    expected: "good",
    places: responder("/ocsp"),
    signedAt: new Date((NOW - 90) * 1000).toISOString(),
    answers: ocsp({ state: "revoked", extensions: [testInvalidSince(NOW - 60)] }),
  },
  { name: "a list", expected: "good", places: lists("/list"), answers: () => ({ "/list": list() }) },
  {
    name: "a list that has it",
    expected: "revoked",
    places: lists("/list"),
    answers: () => ({ "/list": list([entry()]) }),
  },
  {
    name: "a list that holds it",
    expected: "revoked",
    places: lists("/list"),
    answers: () => ({ "/list": list([entry([testReason(6)])]) }),
  },
  {
    name: "a list that released it",
    expected: "good",
    places: lists("/list"),
    answers: () => ({ "/list": list([entry([testReason(8)])]) }),
  },
  {
    name: "invalid only after it was used, by a list",
    expected: "good",
    places: lists("/list"),
    signedAt: new Date((NOW - 90) * 1000).toISOString(),
    answers: () => ({ "/list": list([entry([testInvalidSince(NOW - 60)])]) }),
  },
  {
    name: "two lists, of which one is not there",
    expected: "unknown",
    places: lists("/list", "/no"),
    answers: () => ({ "/list": list() }),
  },
  {
    name: "two lists, of which the second has it",
    expected: "revoked",
    places: lists("/list", "/second"),
    answers: () => ({ "/list": list(), "/second": list([entry()]) }),
  },
  {
    name: "a list by another key",
    expected: "unknown",
    places: lists("/list"),
    answers: () => ({ "/list": list([], { key: OTHER.key }) }),
  },
  {
    name: "a list of another authority",
    expected: "unknown",
    places: lists("/list"),
    answers: () => ({ "/list": list([], OTHER) }),
  },
  {
    name: "a list that is too old",
    expected: "unknown",
    places: lists("/list"),
    answers: () => ({ "/list": list([], { nextUpdate: NOW - 60 }) }),
  },
  {
    name: "a list without an end",
    expected: "unknown",
    places: lists("/list"),
    answers: () => ({ "/list": list([], { nextUpdate: undefined }) }),
  },
  {
    name: "a list with a critical extension",
    expected: "unknown",
    places: lists("/list"),
    answers: () => ({ "/list": list([], { extensions: [testExtension("1.2.3.4", Buffer.of(5, 0), true)] }) }),
  },
  {
    name: "a list that is the part of another place",
    expected: "unknown",
    places: lists("/list"),
    answers: ({ at }) => ({ "/list": list([], { extensions: [testListPart(at("/other"))] }) }),
    differs: ["good", "notation-core-go does not look at which part of a list one is"],
  },
  {
    name: "a list of authorities alone",
    expected: "unknown",
    places: lists("/list"),
    answers: ({ at }) => ({
      "/list": list([], { extensions: [testListPart(at("/list"), implicit(2, Uint8Array.of(1, 1, 255)))] }),
    }),
    differs: ["good", "notation-core-go does not look at which part of a list one is"],
  },
  ...[
    { name: "changes that have it", expected: "revoked" as const, changes: [entry()] },
    { name: "changes without it", expected: "good" as const, changes: [] },
    { name: "changes that are older", expected: "unknown" as const, changes: [], number: 4 },
    { name: "changes to a newer list", expected: "unknown" as const, changes: [], from: 6 },
  ].map(
    ({ name, expected, changes, number = 6, from = 5 }): Case => ({
      ...{ name: `a list with ${name}`, expected, places: lists("/list") },
      answers: ({ at }) => ({
        "/list": list([], { number: 5, extensions: [testListPlaces([at("/delta")], "2.5.29.46")] }),
        "/delta": list(changes, { number, extensions: [testExtension("2.5.29.27", integer(from), true)] }),
      }),
    }),
  ),
  {
    name: "a list whose changes are not there",
    expected: "unknown",
    places: lists("/list"),
    answers: ({ at }) => ({ "/list": list([], { extensions: [testListPlaces([at("/no")], "2.5.29.46")] }) }),
  },
  {
    name: "a list that is a sequence of nothing",
    expected: "unknown",
    places: lists("/list"),
    answers: () => ({ "/list": sequence() }),
  },
];

/** Asks both at the same loopback places: ours, and the package revocation of notation-core-go. */
export async function judgeRevocation(
  { notaryJudge }: Pick<NotaryPrograms, "notaryJudge">,
  folder: string,
): Promise<RevocationJudgement[]> {
  mkdirSync(folder);
  const judged: RevocationJudgement[] = [];
  for (const one of CASES) {
    const place = await startPlace(folder);
    try {
      const chain = chainOf("EC-256", { serial: SERIAL, extensions: one.places(place.at) });
      const [certificate, issuer] = chain;
      place.answer({ bodies: one.answers?.({ certificate, issuer, at: place.at }) ?? {}, issuer });
      const ours = await askOurs(chain, one.signedAt);
      writeFileSync(join(folder, "chain.pem"), chain.map((der) => formatPem(der)).join(""));
      const signedAt = one.signedAt === undefined ? [] : [one.signedAt];
      const ran = await runTool(notaryJudge, ["revocation", "chain.pem", ...signedAt], {
        ...{ cwd: folder, env: {}, timeoutMs: 120_000 },
      });
      const theirs = ran.status === 0 ? (STATES[JSON.parse(ran.stdout)[0]] ?? ran.stdout) : lastLine(ran.stderr);
      const [wanted, explained] = one.differs ?? [one.expected, undefined];
      const isRight = ours === one.expected && theirs === wanted;
      judged.push({ name: one.name, expected: one.expected, ours, theirs, explained, isRight });
    } finally {
      await place.close();
    }
  }
  return judged;
}

const STATES: Readonly<Record<string, State>> = {
  OK: "good",
  Revoked: "revoked",
  NonRevokable: "none",
  Unknown: "unknown",
};

async function askOurs([leaf, issuer]: readonly Uint8Array[], signedAt: string | undefined): Promise<string> {
  const http = createHttp(() => undefined);
  const ask = revocationAsker(revocationSources({ http, clock: systemClock, sha1 }), nodeCryptography);
  const [certificate, by] = [readX509Certificate(leaf!), readX509Certificate(issuer!)];
  const answer = await ask({ certificate, issuer: by, signedAt: (signedAt && Date.parse(signedAt)) || undefined });
  return answer.state;
}

interface Answering {
  readonly bodies: Readonly<Record<string, Uint8Array>>;
  readonly issuer: Uint8Array;
}

/** A server on loopback, whose answers are made once its address is in a certificate. */
async function startPlace(folder: string) {
  let answering: Answering | undefined;
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://a").pathname;
    const body =
      answering === undefined
        ? undefined
        : path.startsWith("/openssl/")
          ? await byOpenssl(path, await requestIn(request, path), { folder, issuer: answering.issuer })
          : // The reference asks by GET, with the request behind the path.
            Object.entries(answering.bodies).find(([key]) => path === key || path.startsWith(`${key}/`))?.[1];
    if (body === undefined) response.writeHead(404).end();
    else response.end(body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    at: (path: string) => `http://127.0.0.1:${port}${path}`,
    answer(own: Answering) {
      answering = own;
    },
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}

/** Of a POST its body, of a GET what follows the known part of the path (RFC 6960 §A.1). */
async function requestIn(request: IncomingMessage, path: string): Promise<Buffer> {
  if (request.method === "GET") {
    return Buffer.from(
      decodeURIComponent(path.replace(/^\/openssl\/[A-Za-z]+(?:\/delegate|\/certificate)?\//, "")),
      "base64",
    );
  }
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** OpenSSL's responder, over a database in which the certificate is valid (V), revoked (R) or not there. */
async function byOpenssl(
  path: string,
  request: Buffer,
  { folder, issuer }: { readonly folder: string; readonly issuer: Uint8Array },
): Promise<Buffer> {
  const [, , state, office] = path.split("/");
  const at = (name: string): string => join(folder, name);
  const serial = SERIAL.toString(16).padStart(2, "0").toUpperCase();
  const database = {
    V: `V\t490101000000Z\t\t${serial}\tunknown\t/CN=signer\n`,
    R: `R\t490101000000Z\t260101000000Z,keyCompromise\t${serial}\tunknown\t/CN=signer\n`,
  };
  writeFileSync(at("index.txt"), database[state as "V" | "R"] ?? "");
  writeFileSync(at("ca.crt"), formatPem(issuer));
  const by = office === "delegate" ? RESPONDER.key : INTERMEDIATE.key;
  writeFileSync(at("signer.crt"), formatPem(office === "delegate" ? delegate(OFFICE) : issuer));
  writeFileSync(at("signer.key"), by.privateKey.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(at("request.der"), request);
  const words = ["ocsp", "-index", "index.txt", "-CA", "ca.crt", "-rsigner", "signer.crt", "-rkey", "signer.key"];
  const alone = office === "delegate" || office === "certificate" ? [] : ["-resp_no_certs"];
  const files = [...alone, "-nmin", "5", "-reqin", "request.der", "-respout", "response.der"];
  await promisify(execFile)("openssl", [...words, ...files], { cwd: folder });
  return readFileSync(at("response.der"));
}
