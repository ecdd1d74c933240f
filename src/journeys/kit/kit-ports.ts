import type { Cryptography } from "../../crypto/cryptography.ts";
import type { ImageName } from "../../domain/image/image-name.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Disk } from "../../ports/disk.ts";
import type { Exclusively } from "../../ports/exclusively.ts";
import type { Files } from "../../ports/files.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Registry } from "../../ports/registry.ts";
import type { TemporaryFolders } from "../../ports/temporary-folders.ts";
import type { Trust } from "../../ports/trust.ts";

/** What reads and verifies kits. */
export interface KitReadingPorts {
  readonly files: Files;
  readonly crypto: Cryptography;
  readonly trust: Trust;
  readonly progress: Progress;
}

/** What puts them into place. */
export interface KitPorts extends KitReadingPorts {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly exclusively: Exclusively;
  readonly temporary: TemporaryFolders;
  /** The registry of an image, for a kit that goes there. */
  readonly registryOf: (image: ImageName) => Promise<Registry>;
}
