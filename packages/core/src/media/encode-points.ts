const BLOCK_POINTS = 10_000

/** The JSON of a point cloud, `[[x,y,z],…]`. @param bytes float64, `[count, columns]`, row-major; NaN becomes null */
export function encodePoints(bytes: Uint8Array, columns: number): Uint8Array {
  // A copy: memory that comes out of a file need not begin where a float may.
  const values = new Float64Array(bytes.slice().buffer)
  const count = Math.floor(values.length / columns)
  const blocks: Buffer[] = []
  for (let first = 0; first < count; first += BLOCK_POINTS) {
    const rows: number[][] = []
    for (let i = first; i < Math.min(count, first + BLOCK_POINTS); i++)
      rows.push(Array.from(values.subarray(i * columns, (i + 1) * columns)))
    const text = JSON.stringify(rows).slice(1, -1)
    blocks.push(Buffer.from(first === 0 ? text : `,${text}`))
  }
  return Buffer.concat([Buffer.from('['), ...blocks, Buffer.from(']')])
}
