import { isFile } from "../../domain/capsule/root-schema.ts";
import { type Admission, admissionPolicy } from "../../domain/guide/admission-policy.ts";
import { readCertificate } from "../../domain/sigstore/certificate.ts";
import { Fault } from "../../kernel/fault.ts";
import { type CapsulePorts, readUnverified } from "../show/read-unverified.ts";

/**
 * The rule by which a cluster or a machine admits the images of a capsule, from what it says of itself, unverified. Faults: those of
 * `readUnverified` and `admissionPolicy`; `usage` for a capsule that a key signed.
 */
export async function readAdmission(path: string, kind: Admission, ports: CapsulePorts): Promise<string> {
  const { statement, material } = await readUnverified({ path }, new Set(), ports);
  if (material.kind === "key") throw new Fault("usage", "a key signed this capsule, and nobody is named");
  const { subjectAlternativeName, issuer } = readCertificate(material.certificates[0]);
  return admissionPolicy(kind, {
    name: statement.predicate.release.name,
    images: statement.subject.flatMap((one) => (isFile(one) ? [] : [one.name])),
    ...{ subjectAlternativeName: subjectAlternativeName.value, issuer: issuer ?? "" },
  });
}
