import { Fault } from "../../kernel/fault.ts";
import type { X509Certificate } from "./x509-certificate.ts";

/**
 * RFC 5280 §6.1.3(a)(2): "The certificate validity period includes the current time", which here is the time of signing;
 * §4.1.2.5: "from notBefore through notAfter, inclusive". `milliseconds` since 1970.
 */
export function requireValidAt({ notBefore, notAfter }: X509Certificate, milliseconds: number): void {
  if (milliseconds < notBefore * 1000 || milliseconds > notAfter * 1000) {
    throw new Fault("certificate-expired", "a certificate was not valid when it was used");
  }
}
