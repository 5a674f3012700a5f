import {
  columnBytes,
  planColumn,
  readColumn,
  writeColumn,
  type ColumnPlan,
  type Form,
} from './integer-column.ts'
import type { Points } from './points.ts'

/**
 * Points as one blob, in the byte order of the machine (an index never travels):
 *
 * ```
 * 0   uint32 count · 4 uint8 form of steps · 5 uint8 form of times · 6 zeros
 * 8   float64 base of steps · 16 stride of steps · 24 base of times · 32 stride of times
 * 40  float64 values, then steps, then times, each padded to a multiple of 8
 * ```
 */
const HEAD_BYTES = 40
const STEP_SCALE = 1
const TIME_SCALE = 1000

/** @param points at least one */
export function encodePoints(points: Points): Uint8Array {
  const { count } = points
  const step = planColumn(points.step, STEP_SCALE)
  const time = planColumn(points.time, TIME_SCALE)
  const stepOffset = HEAD_BYTES + 8 * count
  const timeOffset = stepOffset + columnBytes(step.form, count)
  const bytes = new Uint8Array(timeOffset + columnBytes(time.form, count))
  new Uint32Array(bytes.buffer, 0, 1)[0] = count
  bytes[4] = step.form
  bytes[5] = time.form
  new Float64Array(bytes.buffer, 8, 4).set([step.base, step.stride, time.base, time.stride])
  new Float64Array(bytes.buffer, HEAD_BYTES, count).set(points.value)
  writeColumn(points.step, { bytes: bytes.subarray(stepOffset), scale: STEP_SCALE, plan: step })
  writeColumn(points.time, { bytes: bytes.subarray(timeOffset), scale: TIME_SCALE, plan: time })
  return bytes
}

/** @returns columns that may be views of `blob` */
export function decodePoints(blob: Uint8Array): Points {
  const bytes = aligned(blob)
  const { buffer, byteOffset } = bytes
  const count = new Uint32Array(buffer, byteOffset, 1)[0]
  const plans = new Float64Array(buffer, byteOffset + 8, 4)
  const step: ColumnPlan = { form: bytes[4] as Form, base: plans[0], stride: plans[1] }
  const time: ColumnPlan = { form: bytes[5] as Form, base: plans[2], stride: plans[3] }
  const stepOffset = HEAD_BYTES + 8 * count
  const timeOffset = stepOffset + columnBytes(step.form, count)
  return {
    count,
    value: new Float64Array(buffer, byteOffset + HEAD_BYTES, count),
    step: readColumn(count, { bytes: bytes.subarray(stepOffset), scale: STEP_SCALE, plan: step }),
    time: readColumn(count, { bytes: bytes.subarray(timeOffset), scale: TIME_SCALE, plan: time }),
  }
}

/** Typed arrays need their offset to be a multiple of 8; a binding may hand out views into a pool. */
export function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes)
}
