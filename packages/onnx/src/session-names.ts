const MAX_CHARS = 64

/** Names that sessions of a run have now; one that has ended leaves its name to the next. */
const namesOfRuns = new WeakMap<object, Set<string>>()

/** A name that no other watched session of the run has: `encoder`, `encoder-2`. @returns the name, and what gives it back */
export function takeName(run: object, wanted: string): { readonly name: string; readonly free: () => void } {
  const names = namesOfRuns.get(run) ?? new Set<string>()
  namesOfRuns.set(run, names)
  const base = toSafeName(wanted)
  let name = base
  for (let i = 2; names.has(name); i++) name = `${base}-${i}`
  names.add(name)
  return { name, free: () => void names.delete(name) }
}

/** @param path of a model, with / or \ @returns its file name without the ending */
export function nameOfPath(path: string): string {
  const file = path.split(/[/\\]/).at(-1) ?? ''
  return file.replace(/\.(onnx|ort)$/i, '')
}

/** Fits into the name of a metric, in which a dot is read as a path, and of an artifact. */
function toSafeName(text: string): string {
  const safe = text
    .replaceAll(/[^\p{L}\p{N}_-]+/gu, '_')
    .slice(0, MAX_CHARS)
    .replaceAll(/\p{Surrogate}/gu, '_')
  return safe === '' ? 'session' : safe
}
