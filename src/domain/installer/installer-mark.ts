import { encodeUtf8 } from "../../kernel/utf8.ts";
import { INSTALLER_MARK } from "./installer-text.ts";

const BEGINNINGS = ["#!/bin/sh\n", ""].map((before) => encodeUtf8(`${before}# ${INSTALLER_MARK}\n`));

/** Whether a file says of itself that sealing wrote it as an installer. */
export function readInstallerMark(bytes: Uint8Array): boolean {
  return BEGINNINGS.some((begin) => begin.every((byte, index) => bytes[index] === byte));
}
