/** `a/b/c` is `c` in `a/b/`. A slash at the end belongs to the name. */
export function splitMetric(metric: string): { readonly path: string; readonly name: string } {
  const at = metric.length < 2 ? 0 : metric.lastIndexOf('/', metric.length - 2) + 1
  return { path: metric.slice(0, at), name: metric.slice(at) }
}
