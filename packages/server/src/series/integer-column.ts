/**
 * Smallest exact form of a column whose entries are mostly integers after scaling: steps (scale 1), and times in
 * milliseconds (scale 1000). Every form gives back the very same float64.
 */
export const FORM = { float64: 0, linear: 1, delta8: 2, delta16: 3, offset32: 4 } as const
export type Form = (typeof FORM)[keyof typeof FORM]

export interface ColumnPlan {
  readonly form: Form
  /** First scaled entry. */
  readonly base: number
  /** Of `linear`; else 0. */
  readonly stride: number
}

const ENTRY_BYTES: Readonly<Record<Form, number>> = {
  [FORM.float64]: 8,
  [FORM.linear]: 0,
  [FORM.delta8]: 1,
  [FORM.delta16]: 2,
  [FORM.offset32]: 4,
}

/** @returns bytes of the column, padded to a multiple of 8 */
export function columnBytes(form: Form, count: number): number {
  return Math.ceil((ENTRY_BYTES[form] * count) / 8) * 8
}

/** Decides by one pass over the column. */
export function planColumn(column: Float64Array, scale: number): ColumnPlan {
  const float64: ColumnPlan = { form: FORM.float64, base: 0, stride: 0 }
  const base = Math.round(column[0] * scale)
  let [minDelta, maxDelta, minOffset, maxOffset] = [Infinity, -Infinity, 0, 0]
  let before = base
  for (let i = 0; i < column.length; i++) {
    const value = column[i]
    const scaled = Math.round(value * scale)
    // Covers NaN, the infinities, fractions and integers beyond 2^53; -0 is not worth a form of its own.
    if (scaled / scale !== value || (scaled === 0 && Object.is(value, -0))) return float64
    if (!Number.isSafeInteger(scaled)) return float64
    if (i > 0) {
      const delta = scaled - before
      if (delta < minDelta) minDelta = delta
      if (delta > maxDelta) maxDelta = delta
    }
    const offset = scaled - base
    if (offset < minOffset) minOffset = offset
    if (offset > maxOffset) maxOffset = offset
    before = scaled
  }
  if (column.length === 1) return { form: FORM.linear, base, stride: 0 }
  if (minDelta === maxDelta) return { form: FORM.linear, base, stride: minDelta }
  if (minDelta >= 0 && maxDelta <= 0xff) return { form: FORM.delta8, base, stride: 0 }
  if (minDelta >= 0 && maxDelta <= 0xffff) return { form: FORM.delta16, base, stride: 0 }
  if (minOffset >= -(2 ** 31) && maxOffset < 2 ** 31) return { form: FORM.offset32, base, stride: 0 }
  return float64
}

export interface ColumnBytes {
  /** Begins at a multiple of 8 in its buffer. */
  readonly bytes: Uint8Array
  readonly scale: number
  readonly plan: ColumnPlan
}

export function writeColumn(column: Float64Array, { bytes, scale, plan }: ColumnBytes): void {
  const { form, base } = plan
  if (form === FORM.linear) return
  const target = entriesOf(bytes, form, column.length)
  if (form === FORM.float64) {
    target.set(column)
    return
  }
  const isDelta = form !== FORM.offset32
  let before = base
  for (let i = 0; i < column.length; i++) {
    const scaled = Math.round(column[i] * scale)
    target[i] = scaled - before
    if (isDelta) before = scaled
  }
}

/** @returns for `float64` a view of the bytes, else a column of its own */
export function readColumn(count: number, { bytes, scale, plan }: ColumnBytes): Float64Array {
  const { form, base, stride } = plan
  const source = entriesOf(bytes, form, count)
  if (form === FORM.float64) return source as Float64Array
  const column = new Float64Array(count)
  let before = base
  for (let i = 0; i < count; i++) {
    if (form === FORM.linear) {
      column[i] = (base + i * stride) / scale
    } else {
      const scaled = before + source[i]
      column[i] = scaled / scale
      if (form !== FORM.offset32) before = scaled
    }
  }
  return column
}

function entriesOf(
  bytes: Uint8Array,
  form: Form,
  count: number,
): Float64Array | Uint8Array | Uint16Array | Int32Array {
  const { buffer, byteOffset } = bytes
  switch (form) {
    case FORM.float64:
      return new Float64Array(buffer, byteOffset, count)
    case FORM.linear:
      return new Uint8Array(0)
    case FORM.delta8:
      return new Uint8Array(buffer, byteOffset, count)
    case FORM.delta16:
      return new Uint16Array(buffer, byteOffset, count)
    case FORM.offset32:
      return new Int32Array(buffer, byteOffset, count)
  }
}
