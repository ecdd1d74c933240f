import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

/** The folders of a kit: what lies in each, and nothing else is in one. */
export const KIT_FOLDERS = [
  "advisories",
  "assets",
  "capsules",
  "feed",
  "images",
  "keys",
  "log",
  "policies",
  "roots",
  "vex",
] as const;
export type KitFolder = (typeof KIT_FOLDERS)[number];

const MAX_BYTES = 100;
/** Letters that every file system holds as they are; nothing hidden, no option of a command, no device of Windows, no dot at the end. */
const SEGMENT = /^[A-Za-z0-9_](?:[A-Za-z0-9._+@=~-]*[A-Za-z0-9_+@=~-])?$/;
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/**
 * The folder of a file of a kit, by its path: `capsules/tool-1.2.3.capsule`. It becomes a path of a file system, so it is narrower than
 * a name in an archive has to be. Fault: `kit-path`.
 */
export function kitFolderOf(path: string): KitFolder {
  const segments = path.split("/");
  const folder = KIT_FOLDERS.find((one) => one === segments[0]);
  if (folder === undefined) throw refused(path, `is not in one of the folders ${KIT_FOLDERS.join(", ")}`);
  if (segments.length < 2) throw refused(path, "is a folder of a kit, and no file");
  if (path.length > MAX_BYTES) throw refused(path, `has more than ${MAX_BYTES} characters`);
  const wrong = segments.find((segment) => !SEGMENT.test(segment) || DEVICE.test(segment));
  if (wrong !== undefined) throw refused(path, "has a part that not every system takes as the name of a file");
  return folder;
}

function refused(path: string, problem: string): Fault {
  return new Fault("kit-path", `the path ${printable(path)} ${problem}`);
}
