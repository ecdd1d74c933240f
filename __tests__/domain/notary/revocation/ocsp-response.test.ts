import { describe, expect, test } from "vitest";
import { isCertificateId } from "../../../../src/domain/notary/revocation/ocsp-request.ts";
import { readOcspResponse } from "../../../../src/domain/notary/revocation/ocsp-response.ts";
import { readDer } from "../../../../src/kernel/der.ts";
import {
  bitString,
  explicit,
  generalizedTime,
  implicit,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
} from "../../../../src/kernel/der-writer.ts";
import { expectFault } from "../../../expect-fault.ts";
import { NOW, testName } from "../../../signing/test-notary.ts";

const SHA1 = sequence(oid("1.3.14.3.2.26"), nullValue());
const [NAME, KEY, SERIAL] = [Buffer.alloc(20, 1), Buffer.alloc(20, 2), Uint8Array.of(7)];
const ID = [SHA1, octetString(NAME), octetString(KEY), integer(7)];

describe("an answer names a certificate", () => {
  const isNamed = (...parts: Uint8Array[]) =>
    isCertificateId(readDer(sequence(...parts)), { nameHash: NAME, keyHash: KEY, serial: SERIAL });

  test("by both hashes and its number, with or without parameters", () => {
    expect(isNamed(...ID)).toBe(true);
    expect(isNamed(sequence(oid("1.3.14.3.2.26")), ...ID.slice(1))).toBe(true);
  });

  test.each<[string, readonly Uint8Array[]]>([
    ["another algorithm", ID.with(0, sequence(oid("2.16.840.1.101.3.4.2.1")))],
    ["no algorithm", ID.with(0, sequence())],
    ["another issuer", ID.with(1, octetString(KEY))],
    ["another key", ID.with(2, octetString(NAME))],
    ["another number", ID.with(3, integer(8))],
    ["something behind", [...ID, nullValue()]],
    ...[0, 1, 2, 3].map((count): [string, readonly Uint8Array[]] => [`${count} parts`, ID.slice(0, count)]),
  ])("and not by %s", (_, parts) => {
    expect(isNamed(...parts)).toBe(false);
  });
});

describe("an answer is read", () => {
  const ECDSA = sequence(oid("1.2.840.10045.4.3.2"));
  const TIME = generalizedTime(NOW / 1000);
  const ANSWER = [sequence(...ID), implicit(0, nullValue()), TIME];
  const DATA = [explicit(1, testName([])), TIME, sequence(sequence(...ANSWER))];
  const answered = (type: string, ...parts: Uint8Array[]) =>
    sequence(Uint8Array.of(0x0a, 1, 0), explicit(0, sequence(oid(type), ...parts)));
  const basic = (...parts: Uint8Array[]) => answered("1.3.6.1.5.5.7.48.1.1", octetString(sequence(...parts)));
  const signed = (data: readonly Uint8Array[], ...more: Uint8Array[]) =>
    basic(sequence(...data), ECDSA, bitString(Buffer.of(1)), ...more);
  const BASIC = sequence(sequence(...DATA), ECDSA, bitString(Buffer.of(1)));
  const answers = (...all: (readonly Uint8Array[])[]) =>
    signed(DATA.with(2, sequence(...all.map((one) => sequence(...one)))));

  test.each<[string, Uint8Array]>([
    ["as it is", signed(DATA)],
    ["with its version", signed([explicit(0, integer(0)), ...DATA])],
    ["with 16 certificates", signed(DATA, explicit(0, sequence(...Array(16).fill(sequence()))))],
    ["with 64 answers", answers(...Array(64).fill(ANSWER))],
  ])("%s", (_, der) => {
    expect(readOcspResponse(der).answers[0]).toMatchObject({ state: "good", thisUpdate: NOW, nextUpdate: undefined });
  });

  test.each<[string, Uint8Array]>([
    ["nothing in it", sequence()],
    ["a status of another type", sequence(integer(0))],
    ["a status of two bytes", sequence(Uint8Array.of(0x0a, 2, 0, 0), readDer(signed(DATA)).sequence()[1]!.raw)],
    ["something behind", sequence(Uint8Array.of(0x0a, 1, 6), nullValue(), nullValue())],
    ["another type", answered("1.2.3", octetString(BASIC))],
    ["no type", sequence(Uint8Array.of(0x0a, 1, 0), explicit(0, sequence()))],
    ["a type alone", answered("1.3.6.1.5.5.7.48.1.1")],
    ["something behind its type", answered("1.3.6.1.5.5.7.48.1.1", octetString(BASIC), nullValue())],
    ["no data", basic()],
    ["data alone", basic(sequence(...DATA))],
    ["no signature", basic(sequence(...DATA), ECDSA)],
    ["a field behind its certificates", signed(DATA, explicit(0, sequence()), nullValue())],
    ["17 certificates", signed(DATA, explicit(0, sequence(...Array(17).fill(sequence()))))],
    ["a signature of some bits", basic(sequence(...DATA), ECDSA, bitString(Buffer.of(0x80), 7))],
    ["two versions", signed([explicit(0, integer(0), integer(0)), ...DATA])],
    ["version 2", signed([explicit(0, integer(1)), ...DATA])],
    ["no fields", signed([])],
    ["no time", signed(DATA.slice(0, 1))],
    ["no answers", signed(DATA.slice(0, 2))],
    ["a field too many", signed([...DATA, explicit(1, sequence()), nullValue()])],
    ["a field that is not known", signed([...DATA, explicit(2, sequence())])],
    ["a time that is none", signed(DATA.with(1, nullValue()))],
    ["65 answers", answers(...Array(65).fill(ANSWER))],
    ["an answer of nothing", answers([])],
    ["an answer without a state", answers(ANSWER.slice(0, 1))],
    ["an answer of another state", answers(ANSWER.with(1, implicit(3, nullValue())))],
    ["an answer without a time", answers(ANSWER.slice(0, 2))],
    ["an answer with a field too many", answers([...ANSWER, explicit(1, sequence()), nullValue()])],
  ])("and not with %s", async (_, der) => {
    const fault = await expectFault("ocsp-malformed", () => readOcspResponse(der));
    expect(fault.message).toMatch(/^the answer of an OCSP responder is malformed: (?!the answer)/);
  });

  test.each([
    [1, "the request was malformed"],
    [2, "it has an error of its own"],
    [3, "it may be asked later"],
    [4, "it gives no reason"],
    [5, "requests must be signed"],
    [6, "it does not answer for that issuer"],
  ])("as a refusal, %i: %s", async (status, reason) => {
    const fault = await expectFault("ocsp-unfit", () => readOcspResponse(sequence(Uint8Array.of(0x0a, 1, status))));
    expect(fault.message).toBe(`the responder refused: ${reason}`);
  });
});
