import { createHash, createPublicKey, sign, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../../src/kernel/canonical-json.ts";
import { createLocalSigstore } from "../../../src/services/local/local-sigstore.ts";
import { createMerkleTree, hashLeaf } from "../../../src/services/local/merkle-tree.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { obtainCertificate, postJson, servicesOf } from "./sign-with.ts";

const local = createLocalSigstore({ clock: systemClock });
const log = servicesOf(local.signingConfig).log;
const entries = `${log}/api/v1/log/entries`;

const read = ({ body }: { body: Uint8Array }) => JSON.parse(Buffer.from(body).toString());
const get = (url: string) => local.http.request({ method: "GET", url });

async function hashedRekord(data: string) {
  const { certificates, privateKey } = await obtainCertificate(local);
  const signature = sign("sha256", Buffer.from(data), privateKey).toString("base64");
  const value = createHash("sha256").update(data).digest("hex");
  const content = Buffer.from(certificates[0]!).toString("base64");
  const spec = {
    data: { hash: { algorithm: "sha256", value } },
    signature: { content: signature, publicKey: { content } },
  };
  return { apiVersion: "0.0.1", kind: "hashedrekord", spec };
}

async function dsse(payload: string) {
  const { certificates, privateKey } = await obtainCertificate(local);
  const type = "text/plain";
  const message = `DSSEv1 ${type.length} ${type} ${payload.length} ${payload}`;
  const sig = sign("sha256", Buffer.from(message), privateKey).toString("base64");
  const envelope = { payload: Buffer.from(payload).toString("base64"), payloadType: type, signatures: [{ sig }] };
  const verifiers = [Buffer.from(certificates[0]!).toString("base64")];
  const proposedContent = { envelope: JSON.stringify(envelope, undefined, 1), verifiers };
  return { apiVersion: "0.0.1", kind: "dsse", spec: { proposedContent } };
}

describe("an entry", () => {
  test("of a digest is stored in canonical JSON, as it was proposed", async () => {
    const proposed = await hashedRekord("one");
    const answer = await postJson(local.http, entries, proposed);
    const [[uuid, entry]] = Object.entries<{ body: string }>(read(answer)) as [[string, { body: string }]];
    expect(answer.status).toBe(201);
    expect(answer.headers.get("location")).toBe(`/api/v1/log/entries/${uuid}`);
    expect(Buffer.from(entry.body, "base64").toString()).toBe(canonicalJson(proposed));
    expect(uuid).toMatch(/^[0-9a-f]{80}$/);
    expect(uuid.slice(16)).toBe(Buffer.from(hashLeaf(Buffer.from(entry.body, "base64"))).toString("hex"));
  });

  test("of an envelope keeps its hashes, signature and certificate, and not the payload", async () => {
    const proposed = await dsse("a statement");
    const [entry] = Object.values<{ body: string }>(read(await postJson(local.http, entries, proposed)));
    const { envelope, verifiers } = proposed.spec.proposedContent;
    const sha256 = (text: string) => ({ algorithm: "sha256", value: createHash("sha256").update(text).digest("hex") });
    expect(JSON.parse(Buffer.from(entry!.body, "base64").toString())).toEqual({
      apiVersion: "0.0.1",
      kind: "dsse",
      spec: {
        envelopeHash: sha256(envelope),
        payloadHash: sha256("a statement"),
        signatures: [{ signature: JSON.parse(envelope).signatures[0].sig, verifier: verifiers[0] }],
      },
    });
  });

  test("that is there already is answered with 409 and its place, and not added again", async () => {
    const proposed = await hashedRekord("twice");
    const [uuid] = Object.keys(read(await postJson(local.http, entries, proposed)));
    const size = read(await get(`${log}/api/v1/log`)).treeSize;
    const second = await postJson(local.http, entries, proposed);
    expect(second.status).toBe(409);
    expect(second.headers.get("location")).toBe(`/api/v1/log/entries/${uuid}`);
    expect(read(await get(`${log}/api/v1/log`)).treeSize).toBe(size);
    expect(Object.keys(read(await get(log + second.headers.get("location")!)))).toEqual([uuid]);
  });

  test("is found by uuid, by leaf hash and by index, with a proof against the present tree", async () => {
    const posted = read(await postJson(local.http, entries, await hashedRekord("found")));
    await postJson(local.http, entries, await hashedRekord("later"));
    const [[uuid, entry]] = Object.entries<{ logIndex: number }>(posted) as [[string, { logIndex: number }]];
    const found = await Promise.all(
      [`/${uuid}`, `/${uuid.slice(16)}`, `?logIndex=${entry.logIndex}`].map(async (path) =>
        read(await get(entries + path)),
      ),
    );
    for (const { [uuid]: again } of found) {
      expect(again).toMatchObject({ ...entry, verification: expect.anything() });
      expect(again.verification.inclusionProof.treeSize).toBe(entry.logIndex + 2);
    }
  });

  test.each(["/00", "?logIndex=9999", "?logIndex=-1", "?logIndex=x", ""])("is not found at %s", async (path) => {
    expect((await get(entries + path)).status).toBe(404);
  });
});

describe("the log refuses", () => {
  const post = async (proposed: unknown) => {
    const answer = await postJson(local.http, entries, proposed);
    return [answer.status, read(answer).message];
  };

  test("a signature that does not fit the digest", async () => {
    const [one, two] = [await hashedRekord("x"), await hashedRekord("y")];
    one.spec.data = two.spec.data;
    expect(await post(one)).toEqual([400, "the signature does not fit the digest"]);
    two.spec.signature.content = "AAAA";
    expect(await post(two)).toEqual([400, "the signature does not fit the digest"]);
  });

  test("a signature that does not fit the envelope", async () => {
    const proposed = await dsse("said");
    const { proposedContent } = proposed.spec;
    const changed = { ...JSON.parse(proposedContent.envelope), payload: "bm90IHNhaWQ=" };
    proposedContent.envelope = JSON.stringify(changed);
    expect(await post(proposed)).toEqual([400, "the signature does not fit the envelope"]);
  });

  test("an envelope that is no JSON, or has two signatures", async () => {
    const proposed = await dsse("said");
    const envelope = JSON.parse(proposed.spec.proposedContent.envelope);
    envelope.signatures.push(envelope.signatures[0]);
    proposed.spec.proposedContent.envelope = JSON.stringify(envelope);
    expect(await post(proposed)).toEqual([400, "signatures of the envelope is missing or malformed"]);
    proposed.spec.proposedContent.envelope = "{";
    expect((await post(proposed))[0]).toBe(400);
  });

  test("a certificate of another authority", async () => {
    const { certificates } = await obtainCertificate(createLocalSigstore({ clock: systemClock }));
    const proposed = await hashedRekord("x");
    proposed.spec.signature.publicKey.content = Buffer.from(certificates[0]!).toString("base64");
    expect(await post(proposed)).toEqual([400, "the certificate is not from this Sigstore's authority"]);
    proposed.spec.signature.publicKey.content = Buffer.from("no certificate").toString("base64");
    expect((await post(proposed))[0]).toBe(400);
  });

  test.each(["intoto", "rekord"])("an entry of kind %s", async (kind) => {
    expect(await post({ ...(await hashedRekord("x")), kind })).toEqual([
      400,
      "kind of the proposed entry is missing or malformed",
    ]);
  });
});

describe("the tree", () => {
  const checkpointOf = (note: string) => {
    const [, origin, size, root, name, signature] = /^(.+)\n(\d+)\n(.+)\n\n\u2014 (\S+) (\S+)\n$/.exec(note) ?? [];
    return { origin, name, size: Number(size), root: root!, signature: Buffer.from(signature!, "base64"), note };
  };

  test("has checkpoints that its key signs and that are consistent with each other", async () => {
    const first = checkpointOf(read(await get(`${log}/api/v1/log`)).signedTreeHead);
    for (const data of ["p", "q", "r", "s"]) await postJson(local.http, entries, await hashedRekord(data));
    const last = checkpointOf(read(await get(`${log}/api/v1/log`)).signedTreeHead);
    expect(last.size).toBe(first.size + 4);
    const pem = Buffer.from((await get(`${log}/api/v1/log/publicKey`)).body).toString();
    const key = createPublicKey(pem);
    const id = createHash("sha256")
      .update(key.export({ type: "spki", format: "der" }))
      .digest();
    for (const { origin, name, note, signature } of [first, last]) {
      expect(name).toBe("rekor.capsule-local.invalid");
      expect(origin).toMatch(/^rekor\.capsule-local\.invalid - [1-9]\d+$/);
      expect(signature.subarray(0, 4)).toEqual(id.subarray(0, 4));
      const signed = Buffer.from(note.slice(0, note.indexOf("\n\n") + 1));
      expect(verify("sha256", signed, key, signature.subarray(4))).toBe(true);
    }
    const leaves = await Promise.all(
      Array.from({ length: last.size }, async (_, index) => {
        const [entry] = Object.values<{ body: string }>(read(await get(`${entries}?logIndex=${index}`)));
        return hashLeaf(Buffer.from(entry!.body, "base64"));
      }),
    );
    const tree = createMerkleTree();
    for (const leaf of leaves) tree.append(leaf);
    expect(first.root).toBe(Buffer.from(tree.root(first.size)).toString("base64"));
    expect(last.root).toBe(Buffer.from(tree.root(last.size)).toString("base64"));
    const proof = read(await get(`${log}/api/v1/log/proof?firstSize=${first.size}&lastSize=${last.size}`));
    expect(proof.hashes).toEqual(
      tree.consistencyProof(first.size, last.size).map((hash) => Buffer.from(hash).toString("hex")),
    );
  });

  test.each(["?lastSize=0", "?firstSize=0&lastSize=1", "?firstSize=2&lastSize=1", "?lastSize=99999", ""])(
    "has no consistency proof for %s",
    async (query) => {
      expect((await get(`${log}/api/v1/log/proof${query}`)).status).toBe(400);
    },
  );
});
