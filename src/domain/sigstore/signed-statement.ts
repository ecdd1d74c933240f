import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../attestation/dsse.ts";
import { parseStatement, type Statement } from "../attestation/statement.ts";
import type { VerifiedContent } from "./verified-bundle.ts";

/**
 * The in-toto statement that was signed. The signature is over the payload type, too: who signed the same bytes as a text
 * has stated nothing (X9). `what` begins the message. Faults: `statement-malformed`, those of `parseStatement`.
 */
export function requireStatement(content: VerifiedContent, what: string): Statement {
  if (content.kind === "dsse" && content.payloadType === IN_TOTO_PAYLOAD_TYPE) return parseStatement(content.payload);
  const signed = content.kind === "dsse" ? `a payload of type ${printable(content.payloadType, 80)}` : "a file";
  throw new Fault("statement-malformed", `${what} is not an in-toto statement: ${signed} was signed`);
}
