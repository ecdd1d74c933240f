/** The bytes of a file that may be too large for memory: a `Blob` or `File` is one. */
export interface FileBytes {
	/** Bytes. */
	readonly size: number;
	slice(start: number, end: number): FileBytes;
	arrayBuffer(): Promise<ArrayBuffer>;
}
/** A file under its name, without a folder. What is small may be given as bytes. */
export interface NamedFile {
	readonly name: string;
	readonly content: FileBytes | Uint8Array;
}
