import { dsse } from "@sigstore/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IN_TOTO_PAYLOAD_TYPE, preAuthEncoding } from "../../../src/domain/attestation/dsse.ts";
import { parseEnvelope } from "../../../src/domain/attestation/envelope.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { JsonValue } from "../../../src/kernel/json.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";

describe("pre-authentication encoding", () => {
  test("is the example of the specification", () => {
    const encoded = preAuthEncoding("http://example.com/HelloWorld", encodeUtf8("hello world"));
    expect(Buffer.from(encoded).toString()).toBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  });

  test("counts bytes, not characters", () => {
    expect(Buffer.from(preAuthEncoding("é", encodeUtf8("ü"))).toString()).toBe("DSSEv1 2 é 2 ü");
  });

  test("equals that of @sigstore/core for any payload", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.uint8Array(), (type, payload) => {
        // It counts UTF-16 units of the type, so only ASCII types can be compared.
        if (!/^\p{ASCII}*$/u.test(type)) return;
        expect(Buffer.from(preAuthEncoding(type, payload))).toEqual(dsse.preAuthEncoding(type, Buffer.from(payload)));
      }),
    );
  });
});

describe("envelope", () => {
  const good = { payloadType: IN_TOTO_PAYLOAD_TYPE, payload: "e30=", signatures: [{ sig: "AQI=" }] };

  test("is read with its one signature", () => {
    expect(parseEnvelope(good)).toEqual({
      payloadType: IN_TOTO_PAYLOAD_TYPE,
      payload: encodeUtf8("{}"),
      signature: Uint8Array.of(1, 2),
      keyid: "",
    });
    expect(parseEnvelope({ ...good, signatures: [{ sig: "AQI=", keyid: "k" }] }).keyid).toBe("k");
  });

  test.each<[string, JsonValue]>([
    ["two signatures (B21)", { ...good, signatures: [{ sig: "AQI=" }, { sig: "AQI=" }] }],
    ["no signature (B22)", { ...good, signatures: [] }],
    ["an empty signature (B22)", { ...good, signatures: [{ sig: "" }] }],
    ["an unknown field (J14)", { ...good, extra: 1 }],
    ["an unknown field of the signature (J14)", { ...good, signatures: [{ sig: "AQI=", cert: "x" }] }],
    ["no payload type (B20)", { payload: "e30=", signatures: [{ sig: "AQI=" }] }],
    ["null at the top (J11)", null],
    ["an array at the top (J11)", [good]],
    ["text at the top (J11)", "x"],
  ])("is refused with %s", async (_, value) => {
    await expectFault("envelope-malformed", () => parseEnvelope(value));
  });

  test.each(["e30", "e30=\n", "e3 0=", "-_-_", "e31="])("is refused with the payload %j (J15)", async (payload) => {
    await expectFault("base64-malformed", () => parseEnvelope({ ...good, payload }));
  });

  test("any JSON is read or refused with a fault", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          parseEnvelope(value as JsonValue);
        } catch (error) {
          return error instanceof Fault;
        }
        return true;
      }),
    );
  });
});
