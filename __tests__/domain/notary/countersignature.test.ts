import { describe, expect, test } from "vitest";
import type { Cryptography } from "../../../src/crypto/cryptography.ts";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { verifyCountersignature } from "../../../src/domain/notary/countersignature.ts";
import { readX509Certificate } from "../../../src/domain/x509/x509-certificate.ts";
import { readDer } from "../../../src/kernel/der.ts";
import { explicit, implicit, integer, nullValue, octetString, oid, sequence } from "../../../src/kernel/der-writer.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { formatName } from "../../../src/services/local/certificate.ts";
import { authorityExtensions } from "../../../src/services/local/certificate-extensions.ts";
import { createSigningKey } from "../../../src/services/local/signing-key.ts";
import { expectFault } from "../../expect-fault.ts";
import { type CertificateEdits, type TestCertificate, testCertificate } from "../../signing/test-certificates.ts";
import { NOW } from "../../signing/test-notary.ts";
import { type TimestampEdits, testStamper, testTimestamp } from "../../signing/test-timestamps.ts";

const SIGNATURE = Buffer.from("signature");
const SERIAL = integer(0x4712);

function authority(name: string, by?: TestCertificate, edits: CertificateEdits = {}): TestCertificate {
  const { key = createSigningKey() } = edits;
  const own = authorityExtensions(key, by?.key ?? key, 9);
  return testCertificate(own, by, { name: formatName("test", name), ...edits, key });
}

const root = authority("root");
const stamper = testStamper(root, { serial: SERIAL });

interface StampFacts extends TimestampEdits {
  readonly stamper?: TestCertificate;
  readonly issuer?: TestCertificate;
  readonly embedded?: readonly TestCertificate[];
  readonly roots?: readonly TestCertificate[];
}

function verify(facts: StampFacts = {}, crypto: Cryptography = nodeCryptography) {
  const own = { stamper: facts.stamper ?? stamper, issuer: facts.issuer ?? root };
  const embedded = (facts.embedded ?? [own.stamper]).map(({ der }) => der);
  const answer = testTimestamp(SIGNATURE, own, { further: [explicit(0, ...embedded)], ...facts });
  const roots = (facts.roots ?? [root]).map(({ der }) => readX509Certificate(der));
  return verifyCountersignature({ token: readDer(answer).sequence()[1]!.raw, signature: SIGNATURE, roots }, crypto);
}

/** How many certificates the path has that was found. */
const lengthOf = async (facts: StampFacts) => (await verify(facts)).chain.length;

describe("a path leads to a root", () => {
  /** The certificate of an authority below so many others, that one first, and they. */
  function below(count: number): StampFacts {
    const between: TestCertificate[] = [];
    for (let at = 0; at < count; at++) between.push(authority(`between ${at}`, between.at(-1) ?? root));
    const issuer = between.at(-1)!;
    const own = testStamper(issuer, { serial: SERIAL });
    return { issuer, stamper: own, embedded: [own, ...between] };
  }

  test("of several, whatever stands among them", async () => {
    expect(await lengthOf({ roots: [authority("other"), root, authority("another")] })).toBe(2);
  });

  test("over four authorities, and no more", async () => {
    expect(await lengthOf(below(4))).toBe(6);
    await expectFault("timestamp-authority-unknown", () => verify(below(5)));
  });

  test("from a certificate that is not sent along, if it is of the store", async () => {
    await expectFault("timestamp-authority-unknown", () => verify({ embedded: [root] }));
    // Found, it is refused for what it is: no root.
    await expectFault("certificate-untrusted", () => verify({ embedded: [root], roots: [stamper, root] }));
  });

  test("and not from a certificate in its own name", async () => {
    const own = testStamper(root, { serial: SERIAL, name: root.name });
    await expectFault("timestamp-authority-unknown", () => verify({ stamper: own }));
  });

  test("and not twice over one authority", async () => {
    const keys = { a: createSigningKey(), b: createSigningKey() };
    const top = authority("b", root, { key: keys.b });
    const a = authority("a", top, { key: keys.a });
    const cross = authority("b", a, { key: keys.b });
    const own = testStamper(a, { serial: SERIAL });
    expect(await lengthOf({ issuer: a, stamper: own, embedded: [own, a, cross, top] })).toBe(4);
  });

  test("whatever that is not a certificate is sent along", async () => {
    expect(await lengthOf({ further: [explicit(0, sequence(), stamper.der)] })).toBe(2);
  });

  test("among sixteen that the token has, and of sixteen paths", async () => {
    const others = Array.from({ length: 16 }, (_, at) => authority("root", undefined, { serial: integer(at + 1) }));
    expect(await lengthOf({ embedded: [...others.slice(1), stamper] })).toBe(2);
    await expectFault("timestamp-authority-unknown", () => verify({ embedded: [...others, stamper] }));
    expect(await lengthOf({ roots: [...others.slice(1), root] })).toBe(2);
    await expectFault("certificate-signature", () => verify({ roots: [...others, root] }));
    const namesake = testStamper(others[0]!, { serial: SERIAL });
    const roots = [...others.slice(1), root];
    await expectFault("certificate-signature", () => verify({ embedded: [namesake, stamper], roots }));
  });
});

describe("of several paths", () => {
  const other = authority("root");

  test("any may do, whatever comes first", async () => {
    expect(await lengthOf({ roots: [other, root] })).toBe(2);
    expect(await lengthOf({ roots: [root, other] })).toBe(2);
  });

  test("none is tried after what is not a refusal", async () => {
    const failing = (error: Error): Cryptography => {
      let isFirst = true;
      return {
        ...nodeCryptography,
        verify: async (check) => {
          if (!isFirst) return nodeCryptography.verify(check);
          isFirst = false;
          throw error;
        },
      };
    };
    const roots = [other, root];
    await expectFault("internal", () => verify({ roots }, failing(new Fault("internal", "a defect"))));
    await expect(verify({ roots }, failing(new RangeError("a defect")))).rejects.toThrow(RangeError);
  });
});

describe("the time lies as far off as the authority says", () => {
  const BASELINE = oid("0.4.0.2023.1.1");
  const rangeOf = async (accuracy: Uint8Array | undefined, policy = oid("1.2.3.4")) => {
    const info: TimestampEdits["info"] = (own) => [...own.with(1, policy), ...(accuracy ? [accuracy] : [])];
    const { earliest, latest } = await verify({ info });
    return [earliest - NOW, latest - NOW];
  };
  const milliseconds = (count: number) => implicit(0, integer(count));
  const microseconds = (count: number) => implicit(1, integer(count));

  test.each<[string, number, Uint8Array | undefined, Uint8Array?]>([
    ["not at all", 0, undefined],
    ["by nothing", 0, sequence()],
    ["by no seconds", 0, sequence(integer(0))],
    ["in seconds", 2000, sequence(integer(2))],
    ["in milliseconds", 3, sequence(milliseconds(3))],
    ["in microseconds, rounded up", 1, sequence(microseconds(1))],
    ["in microseconds, of which a thousand are one", 1, sequence(microseconds(1000))],
    ["in all of them", 2008, sequence(integer(2), milliseconds(3), microseconds(4001))],
    ["by the policy", 1000, undefined, BASELINE],
    ["by the policy, where it says nothing", 1000, sequence(integer(0)), BASELINE],
    ["itself, whatever the policy", 5000, sequence(integer(5)), BASELINE],
  ])("%s: %i", async (_, off, accuracy, policy) => {
    expect(await rangeOf(accuracy, policy)).toEqual([-off, off].map((one) => one + 0));
  });

  test.each<[string, FaultCode, Uint8Array]>([
    ["less than nothing", "timestamp-invalid", sequence(integer(-1))],
    ["less than no milliseconds", "timestamp-invalid", sequence(integer(2), milliseconds(-1))],
    ["seconds twice", "timestamp-invalid", sequence(integer(1), integer(1))],
    ["another order", "timestamp-invalid", sequence(milliseconds(1), integer(1))],
    ["a field that is not known", "timestamp-invalid", sequence(nullValue())],
    ["a field of another type", "timestamp-invalid", sequence(octetString(Buffer.of(1)))],
    ["a number without a byte", "der-malformed", sequence(Uint8Array.of(0x80, 0))],
  ])("and is refused with %s", async (_, code, accuracy) => {
    await expectFault(code, () => rangeOf(accuracy));
  });
});
