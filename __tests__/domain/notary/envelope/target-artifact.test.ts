import { describe, expect, test } from "vitest";
import { formatTargetArtifact, readTargetArtifact } from "../../../../src/domain/notary/envelope/target-artifact.ts";
import { expectFault } from "../../../expect-fault.ts";
import { TARGET } from "../../../signing/test-notary.ts";

const payload = (document: unknown): Uint8Array => Buffer.from(JSON.stringify(document));
const target = (edits: Readonly<Record<string, unknown>>) => payload({ targetArtifact: { ...TARGET, ...edits } });
const nested = (depth: number): unknown => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);

describe("a payload says what it is of", () => {
  test.each<[string, Uint8Array, object]>([
    ["with what must be there", target({}), TARGET],
    ["with no bytes", target({ size: 0 }), { ...TARGET, size: 0 }],
    ["with the largest size", target({ size: 2 ** 53 - 1 }), { ...TARGET, size: 2 ** 53 - 1 }],
    ...(["384", "512"] as const).map((bits): [string, Uint8Array, object] => {
      const digest = `sha${bits}:${"0a".repeat(Number(bits) / 8)}`;
      return [`by SHA-${bits}`, target({ digest }), { ...TARGET, digest }];
    }),
    ["with annotations", target({ annotations: { a: "b" } }), { ...TARGET, annotations: { a: "b" } }],
    ["with annotations of which there are none", target({ annotations: {} }), { ...TARGET, annotations: {} }],
    ["with null for annotations", target({ annotations: null }), TARGET],
    ["with fields that nobody knows", target({ other: nested(14) }), TARGET],
  ])("%s", (_, bytes, expected) => {
    expect(readTargetArtifact(bytes)).toEqual(expected);
  });

  test.each<[string, Uint8Array]>([
    ["is no JSON", Buffer.from("payload")],
    ["is a list", payload([TARGET])],
    ["has no target", payload({})],
    ["has a text for its target", payload({ targetArtifact: "a" })],
    ["has null for its target", payload({ targetArtifact: null })],
    ["has no media type", target({ mediaType: undefined })],
    ["has a number for its media type", target({ mediaType: 1 })],
    ["has no digest", target({ digest: undefined })],
    ["has a number for its digest", target({ digest: 1 })],
    ["has a list of its digest", target({ digest: [TARGET.digest] })],
    ["has a digest of capitals", target({ digest: `sha256:${"A".repeat(64)}` })],
    ["has a digest by another hash", target({ digest: `md5:${"5".repeat(32)}` })],
    ["has a word before its digest", target({ digest: `x${TARGET.digest}` })],
    ...["256", "384", "512"].flatMap((bits): [string, Uint8Array][] =>
      [-1, 1].map((more) => {
        const digest = `sha${bits}:${"5".repeat(Number(bits) / 4 + more)}`;
        return [`has ${more} digit more than SHA-${bits}`, target({ digest })];
      }),
    ),
    ["has no size", target({ size: undefined })],
    ["has a text for its size", target({ size: "528" })],
    ["has less than no bytes", target({ size: -1 })],
    ["has a part of a byte", target({ size: 1.5 })],
    ["has more bytes than can be counted", target({ size: 2 ** 53 })],
    ["has a text for its annotations", target({ annotations: "a" })],
    ["has a list of annotations", target({ annotations: [] })],
    ["has a number among its annotations", target({ annotations: { a: "b", c: 1 } })],
    ["is too deep", target({ other: nested(15) })],
    ["has too many values", target({ other: Array(10_000).fill(0) })],
  ])("and none that %s", async (_, bytes) => {
    const fault = await expectFault("notary-malformed", () => readTargetArtifact(bytes));
    expect(fault.message).toMatch(/^the Notary signature is malformed: ./);
  });

  test("and what is no JSON keeps its cause", async () => {
    const fault = await expectFault("notary-malformed", () => readTargetArtifact(Buffer.from("payload")));
    expect(fault.cause).toMatchObject({ code: "json-malformed" });
    const strange = await expectFault("notary-malformed", () => readTargetArtifact(payload({})));
    expect(Object.hasOwn(strange, "cause") && strange.cause).toBeFalsy();
  });

  test("and a defect is not one that is malformed", () => {
    expect(() => readTargetArtifact(undefined as never)).toThrow(TypeError);
  });
});

test("a payload is written in the order of the reference", () => {
  const { mediaType, digest, size } = TARGET;
  const fields = `"mediaType":"${mediaType}","digest":"${digest}","size":${size}`;
  const text = (annotations?: Readonly<Record<string, string>>) =>
    Buffer.from(formatTargetArtifact({ ...(annotations && { annotations }), size, digest, mediaType })).toString();
  expect(text()).toBe(`{"targetArtifact":{${fields}}}`);
  expect(text({ a: "b" })).toBe(`{"targetArtifact":{${fields},"annotations":{"a":"b"}}}`);
});
