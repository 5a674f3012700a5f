import { parseValueJson, toValueJson, type HistoryRowView } from '@kymo/protocol'

const MARK = '._type'

type Members = Map<string, unknown>

/** True when a row holds media whose members are items of their own, as W&B's client writes them. */
export function hasTakenApartMedia(row: HistoryRowView): boolean {
  return row.others.some(({ name }) => name.endsWith(MARK))
}

/** Puts such media together again: `image._type`, `image.path`, `image.width` → one value `image`. The row itself is the decoder's. */
export function joinMedia(row: HistoryRowView): HistoryRowView {
  const marked = row.others.filter(({ name }) => name.endsWith(MARK))
  const prefixes = outermost(marked.map(({ name }) => name.slice(0, -MARK.length)))
  const media = new Map<string, Members>(prefixes.map((prefix) => [prefix, new Map()]))
  const take = (name: string, read: () => unknown): boolean => {
    for (let at = name.lastIndexOf('.'); at > 0; at = name.lastIndexOf('.', at - 1)) {
      const members = media.get(name.slice(0, at))
      if (members === undefined) continue
      setMember(members, name.slice(at + 1).split('.'), read())
      return true
    }
    return false
  }
  const kept = Array.from({ length: row.count }, (_, i) => i).filter(
    (i) => !take(row.names[i], () => row.values[i]),
  )
  const others = row.others.filter(({ name, json }) => !take(name, () => parseValueJson(json)))
  for (const [name, members] of media) {
    const value = toValueJson(toObject(members))
    if ('json' in value) others.push({ name, json: value.json })
  }
  return {
    ...row,
    count: kept.length,
    names: kept.map((i) => row.names[i]),
    values: Float64Array.from(kept, (i) => row.values[i]),
    others,
  }
}

/** A mask inside of an image is part of the image. */
function outermost(prefixes: readonly string[]): string[] {
  const all = new Set(prefixes)
  return [...all].filter((prefix) => {
    for (let at = prefix.lastIndexOf('.'); at > 0; at = prefix.lastIndexOf('.', at - 1)) {
      if (all.has(prefix.slice(0, at))) return false
    }
    return true
  })
}

function setMember(members: Members, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path
  if (rest.length === 0) {
    members.set(name, value)
    return
  }
  const inner = members.get(name)
  const next: Members = inner instanceof Map ? (inner as Members) : new Map()
  members.set(name, next)
  setMember(next, rest, value)
}

/** Without a prototype: names are data. */
function toObject(members: Members): object {
  const object = Object.create(null) as Record<string, unknown>
  for (const [name, value] of members)
    object[name] = value instanceof Map ? toObject(value as Members) : value
  return object
}
