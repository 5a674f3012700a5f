/** `TensorProto.DataType`: the names that ONNX Runtime uses in JavaScript, and bits per element. */
const TYPES: readonly (readonly [name: string, bits: number])[] = [
  ['undefined', 0],
  ['float32', 32],
  ['uint8', 8],
  ['int8', 8],
  ['uint16', 16],
  ['int16', 16],
  ['int32', 32],
  ['int64', 64],
  ['string', 0],
  ['bool', 8],
  ['float16', 16],
  ['float64', 64],
  ['uint32', 32],
  ['uint64', 64],
  ['complex64', 64],
  ['complex128', 128],
  ['bfloat16', 16],
  ['float8e4m3fn', 8],
  ['float8e4m3fnuz', 8],
  ['float8e5m2', 8],
  ['float8e5m2fnuz', 8],
  ['uint4', 4],
  ['int4', 4],
  ['float4e2m1', 4],
  ['float8e8m0', 8],
  ['uint2', 2],
  ['int2', 2],
]

/** @param code as in the file; newer ones than we know are named by their number */
export function typeName(code: number): string {
  return TYPES[code]?.[0] ?? `type ${code}`
}

/** Bytes that so many elements take. */
export function typeBytes(code: number, elementCount: number): number {
  return Math.ceil(((TYPES[code]?.[1] ?? 0) * elementCount) / 8)
}
