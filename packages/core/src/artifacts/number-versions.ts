/** What numbering needs to know of an artifact that was logged. */
export interface NumberedNote {
  readonly digest: string
  readonly aliases: readonly string[]
  /** Unix milliseconds. */
  readonly loggedMs: number
}

export interface NumberedVersion<T> {
  readonly version: number
  /** The first that was logged with this content. */
  readonly first: T
  readonly all: readonly T[]
  /** Sorted, `latest` first. */
  readonly aliases: readonly string[]
}

/**
 * Gives versions to what was logged under one name, as a server that got all of it would: by the time of logging; what is equal to the
 * newest version is that version; an alias belongs to whoever got it last.
 * @returns from old to new
 */
export function numberVersions<T extends NumberedNote>(notes: readonly T[]): NumberedVersion<T>[] {
  const versions: { first: T; all: T[]; aliases: Set<string> }[] = []
  for (const note of notes.toSorted((a, b) => a.loggedMs - b.loggedMs)) {
    const newest = versions.at(-1)
    const isSame = newest?.first.digest === note.digest
    const version = isSame ? newest : { first: note, all: [], aliases: new Set<string>() }
    if (!isSame) versions.push(version)
    version.all.push(note)
    for (const alias of note.aliases) {
      if (alias === 'latest') continue
      for (const other of versions) other.aliases.delete(alias)
      version.aliases.add(alias)
    }
  }
  return versions.map(({ first, all, aliases }, version) => ({
    version,
    first,
    all,
    aliases: [...(version === versions.length - 1 ? ['latest'] : []), ...[...aliases].toSorted()],
  }))
}
