/** @returns Unix milliseconds of a protobuf timestamp; undefined without one */
export function timeOf(
  timestamp: { readonly seconds?: number | null; readonly nanos?: number | null } | null | undefined,
): number | undefined {
  if (!timestamp) return undefined
  return (timestamp.seconds ?? 0) * 1000 + Math.round((timestamp.nanos ?? 0) / 1e6)
}
