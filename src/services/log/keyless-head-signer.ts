import type { Cryptography } from "../../crypto/cryptography.ts";
import { keylessHint } from "../../domain/statements/head-trust.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { HeadSigner } from "../../ports/head-signer.ts";
import type { Signer } from "../../ports/signer.ts";

/** Signs heads as whoever the token names, for example a workflow: the line under the head holds a Sigstore bundle over its text. */
export function keylessHeadSigner(signer: Signer, crypto: Cryptography): HeadSigner {
  return {
    sign: async (origin, text) => {
      const session = await signer.open();
      const signature = await session.signDigest(await crypto.digest("sha256", encodeUtf8(text)));
      return [{ name: origin, keyHint: await keylessHint(origin, crypto), signature }];
    },
  };
}
