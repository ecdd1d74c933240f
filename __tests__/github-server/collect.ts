/** The whole of a stream. */
export async function collect(chunks: AsyncIterable<unknown>): Promise<Buffer> {
  const kept: Buffer[] = [];
  for await (const chunk of chunks) kept.push(chunk as Buffer);
  return Buffer.concat(kept);
}
