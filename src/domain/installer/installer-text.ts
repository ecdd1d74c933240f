import { encodeUtf8 } from "../../kernel/utf8.ts";

/** The second line of each script, by which a later run knows its own work. */
export const INSTALLER_MARK = "Written by Release Capsule (installer 1); do not edit.";

const BEGINNINGS = ["#!/bin/sh\n", ""].map((before) => encodeUtf8(`${before}# ${INSTALLER_MARK}\n`));

/** Whether a file says of itself that sealing wrote it as an installer. */
export function readInstallerMark(bytes: Uint8Array): boolean {
  return BEGINNINGS.some((begin) => begin.every((byte, index) => bytes[index] === byte));
}

/** The variable that names another place to download from; its documentation is docs/consumers.md. */
export const BASE_VARIABLE = "CAPSULE_INSTALL_BASE";

/** Most bytes of what is downloaded beside the capsule and has no digest in the script. */
export const MAX_LIST = 1 << 20;
export const MAX_PROVENANCE = 1 << 24;

/** A part of a web address in letters, digits and `%`, `.`, `-`, `_`, `~`; `encodeURIComponent` leaves quotes and brackets. */
export function addressPart(text: string): string {
  const coded = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, coded);
}
