import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

/** Who admits images to a cluster or a machine, by rules that we can write. */
export const ADMISSIONS = ["kyverno", "policy-controller", "podman"] as const;

export type Admission = (typeof ADMISSIONS)[number];

export interface AdmissionFacts {
  /** Of the release. */
  readonly name: string;
  /** Registries and repositories, without tag and digest. */
  readonly images: readonly string[];
  readonly subjectAlternativeName: string;
  readonly issuer: string;
}

/**
 * The rule that admits the images of a release by the exact identity that signed them: it holds for this release, and for others whose
 * certificate names the same. Addresses are those of Sigstore's public instance. Faults: `usage` for a release without an image, and for
 * Podman, which knows signers by e-mail address alone.
 */
export function admissionPolicy(kind: Admission, facts: AdmissionFacts): string {
  if (facts.images.length === 0) throw new Fault("usage", `${printable(facts.name)} has no image to admit`);
  switch (kind) {
    case "kyverno":
      return kyverno(facts);
    case "policy-controller":
      return policyController(facts);
    case "podman":
      return podman(facts);
  }
}

const FULCIO = "https://fulcio.sigstore.dev";
const REKOR = "https://rekor.sigstore.dev";

/** Every text of a release is written as a JSON string, which YAML reads as that very text. */
const text = (value: string): string => JSON.stringify(value);

/** https://kyverno.io/docs/policy-types/cluster-policy/verify-images/sigstore/ */
function kyverno({ name, images, subjectAlternativeName, issuer }: AdmissionFacts): string {
  return `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  name: ${text(resourceName(name))}
spec:
  webhookTimeoutSeconds: 30
  rules:
    - name: signed-by-its-release
      match:
        any:
          - resources:
              kinds: [Pod]
      verifyImages:
        - imageReferences:
${images.map((image) => `            - ${text(`${image}*`)}`).join("\n")}
          failureAction: Enforce
          mutateDigest: true
          attestors:
            - entries:
                - keyless:
                    subject: ${text(subjectAlternativeName)}
                    issuer: ${text(issuer)}
                    rekor:
                      url: ${REKOR}
`;
}

/** https://docs.sigstore.dev/policy-controller/overview/ */
function policyController({ name, images, subjectAlternativeName, issuer }: AdmissionFacts): string {
  return `apiVersion: policy.sigstore.dev/v1beta1
kind: ClusterImagePolicy
metadata:
  name: ${text(resourceName(name))}
spec:
  images:
${images.map((image) => `    - glob: ${text(`${image}**`)}`).join("\n")}
  authorities:
    - name: signed-by-its-release
      keyless:
        url: ${FULCIO}
        identities:
          - issuer: ${text(issuer)}
            subject: ${text(subjectAlternativeName)}
      ctlog:
        url: ${REKOR}
`;
}

/** https://github.com/containers/image/blob/main/docs/containers-policy.json.5.md */
function podman({ images, subjectAlternativeName, issuer }: AdmissionFacts): string {
  if (subjectAlternativeName.includes("/") || !subjectAlternativeName.includes("@")) {
    throw new Fault(
      "usage",
      `Podman knows a signer by an e-mail address, and ${printable(subjectAlternativeName)} is not one`,
      {
        hint: "let a cluster admit it with kyverno or policy-controller, or verify before you pull",
      },
    );
  }
  const requirement = {
    type: "sigstoreSigned",
    fulcio: { caPath: "/etc/containers/fulcio.pem", oidcIssuer: issuer, subjectEmail: subjectAlternativeName },
    rekorPublicKeyPath: "/etc/containers/rekor.pub",
    signedIdentity: { type: "matchRepository" },
  };
  const docker = Object.fromEntries(images.map((image) => [image, [requirement]]));
  return `${JSON.stringify({ default: [{ type: "reject" }], transports: { docker } }, undefined, 2)}\n`;
}

/** As Kubernetes names things (RFC 1123). */
function resourceName(name: string): string {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  return words.filter((word) => word !== "").join("-") || "release";
}
