import { X509Certificate } from "node:crypto";
import { Fault } from "../../src/kernel/fault.ts";
import {
  createSigstoreInstance,
  type InstanceOptions,
  type SigstoreInstance,
} from "../../src/services/local/sigstore-instance.ts";

/**
 * An instance, or two behind its addresses: each request for a certificate or a timestamp is answered by the other one,
 * the newer first, while the log is one. So services are renewed; the trusted root may know both or the older alone.
 */
export function createGenerations(options: InstanceOptions, second: "known" | "unknown" | undefined): SigstoreInstance {
  if (second === undefined) return createSigstoreInstance(options);
  const older = createSigstoreInstance({
    ...options,
    accept: (certificate) => acceptFrom([older, newer], certificate),
  });
  const newer = createSigstoreInstance(options);
  const log = new URL(options.addresses.log).origin;
  const asked = new Map<string, number>();
  return {
    http: {
      async request(request) {
        const { origin } = new URL(request.url);
        const count = asked.get(origin) ?? 0;
        asked.set(origin, count + 1);
        return (origin === log || count % 2 === 1 ? older : newer).http.request(request);
      },
    },
    trustedRoot: second === "known" ? joined(older, newer) : older.trustedRoot,
    signingConfig: older.signingConfig,
  };
}

function acceptFrom(instances: readonly SigstoreInstance[], certificate: X509Certificate): void {
  const authorities = instances.map((one) => parse(one).certificateAuthorities[0].certChain.certificates[0].rawBytes);
  const isKnown = authorities.some((raw) =>
    certificate.verify(new X509Certificate(Buffer.from(raw, "base64")).publicKey),
  );
  if (!isKnown) throw new Fault("local-service-refused", "the certificate is from neither authority of this Sigstore");
}

function joined(...instances: readonly [SigstoreInstance, SigstoreInstance]): Uint8Array {
  const [older, newer] = instances.map(parse);
  const both = ["certificateAuthorities", "ctlogs", "timestampAuthorities"].map((name) => [
    name,
    [...older[name], ...newer[name]],
  ]);
  return Buffer.from(JSON.stringify({ ...older, ...Object.fromEntries(both) }));
}

// biome-ignore lint/suspicious/noExplicitAny: what was just written by the instance
function parse({ trustedRoot }: SigstoreInstance): any {
  return JSON.parse(Buffer.from(trustedRoot).toString());
}
