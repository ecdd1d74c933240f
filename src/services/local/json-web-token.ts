import { createHash, generateKeyPairSync, sign, verify } from "node:crypto";
import { decodeBase64Url, encodeBase64Url } from "../../kernel/base64.ts";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";

/** A key that signs and verifies compact JSON web tokens (RFC 7515) with ES256, the only algorithm it knows. */
export interface TokenKey {
  /** The public key as a JSON Web Key (RFC 7517), with `kid`, `alg` and `use`. */
  readonly jwk: JsonObject;
  sign(payload: JsonObject): string;
  /** The payload, its signature verified and nothing else; `local-service-refused` otherwise. */
  verify(token: string): JsonObject;
}

export function createTokenKey(): TokenKey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const kid = thumbprint(x, y);
  const raw = { dsaEncoding: "ieee-p1363" } as const;
  return {
    jwk: { kty: "EC", crv: "P-256", x, y, kid, alg: "ES256", use: "sig" },
    sign(payload) {
      const input = `${encodePart({ alg: "ES256", kid, typ: "JWT" })}.${encodePart(payload)}`;
      return `${input}.${encodeBase64Url(sign("sha256", encodeUtf8(input), { key: privateKey, ...raw }))}`;
    },
    verify(token) {
      const [header = "", payload = "", signature = "", ...rest] = token.split(".");
      const { alg, kid: named } = decodePart(header);
      const input = encodeUtf8(`${header}.${payload}`);
      const ours = rest.length === 0 && alg === "ES256" && named === kid;
      if (!ours || !verify("sha256", input, { key: publicKey, ...raw }, decodeBase64Url(signature))) {
        throw new Fault("local-service-refused", "the identity token is not signed by this issuer");
      }
      return decodePart(payload);
    },
  };
}

/** RFC 7638: the members that define the key, in order. */
function thumbprint(x: string, y: string): string {
  return encodeBase64Url(
    createHash("sha256")
      .update(canonicalJson({ crv: "P-256", kty: "EC", x, y }))
      .digest(),
  );
}

function encodePart(value: JsonObject): string {
  return encodeBase64Url(encodeUtf8(canonicalJson(value)));
}

function decodePart(part: string): JsonObject {
  return parseJsonObject(decodeBase64Url(part), { what: "a part of the identity token" });
}
