/** An image, and the registry that it lies in. */
export interface StoredImage {
  /** `registry/repository`, as statements name it. */
  readonly name: string;
  /** Host and port. */
  readonly registry: string;
  /** `sha256:` and hex. */
  readonly digest: string;
  /** Of the release that it belongs to. */
  readonly version?: string;
}

/** What an organization keeps of where one image lies. */
export interface StorageRecord {
  /** `sha256:` and hex, of the image. */
  readonly digest: string;
  readonly id: number;
}

/** Where an organization keeps which of its artifacts lies in which registry. */
export interface StorageRecords {
  /** Ids of the records of this image, which are made once; none if the owner of the repository keeps none. Faults: those of a service. */
  record(image: StoredImage): Promise<readonly number[]>;
}
