import type {
  ArtifactDetail,
  ArtifactDiff,
  ArtifactLineage,
  ArtifactVersion,
  ManifestEntry,
} from '@kymo/server/api'
import type { Page } from 'playwright-core'

const REF = { entity: 'default', project: 'vision' }
const HOSTILE = '<img src=x onerror="window.hacked=1">'

function versionOf(name: string, version: number, change: Partial<ArtifactVersion> = {}): ArtifactVersion {
  return {
    ...REF,
    name,
    type: 'model',
    version,
    digest: `${version}`.repeat(32),
    state: 'committed',
    aliases: version === 1 ? ['latest'] : [],
    tags: [],
    description: '',
    metadata: { accuracy: version / 10, note: HOSTILE, kept: true },
    sizeBytes: 3000,
    fileCount: 3,
    createdMs: 1_795_000_000_000,
    expiresMs: null,
    createdBy: { ...REF, run: 'r1', runName: 'trainer' },
    usedByCount: 0,
    ...change,
  }
}

function entryOf(path: string, ref: string | null = null): ManifestEntry {
  return {
    path,
    sizeBytes: 1000,
    digest: 'XrY7u+Ae7tCTyyK7j1rNww==',
    sha256: ref === null ? 'ab'.repeat(32) : null,
    ref,
  }
}

export interface StandInArtifacts {
  /** Bodies of the changes that the page asked for. */
  readonly edits: unknown[]
}

/** Answers of the artifact routes for a model of two versions, by their types: what is tested is the page. */
export async function serveArtifacts(page: Page): Promise<StandInArtifacts> {
  const edits: unknown[] = []
  const versions = [versionOf('net', 1), versionOf('net', 0)]
  const data = versionOf('digits', 0, { type: 'dataset' })
  const detailOf = (version: ArtifactVersion): ArtifactDetail => {
    const previousVersion = version.version === 1 ? 0 : null
    return { ...version, usedBy: [], missingBytes: 0, previousVersion }
  }
  const lineage: ArtifactLineage = {
    nodes: [
      { kind: 'artifact', id: 'a', artifact: data },
      { kind: 'run', id: 'b', run: { ...REF, run: 'r1', runName: 'trainer' } },
      { kind: 'artifact', id: 'c', artifact: versions[0] },
    ],
    edges: [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
    ],
    isCut: false,
  }
  const diff: ArtifactDiff = {
    added: [entryOf('weights/2.bin')],
    removed: [entryOf(`${HOSTILE}.txt`)],
    changed: [{ path: 'model.json', before: entryOf('model.json'), after: entryOf('model.json') }],
    addedCount: 1,
    removedCount: 1,
    changedCount: 1,
    unchangedCount: 5,
  }
  const entries = [
    entryOf('README.md'),
    entryOf('weights/1.bin'),
    entryOf('data', 'javascript:window.hacked=1'),
    entryOf('more', 'https://example.com/more'),
  ]
  const answer = (parts: readonly string[]): unknown => {
    const [name, version, what] = parts
    if (version === undefined) return { collection: {}, versions: name === 'net' ? versions : [data] }
    const found = [data, ...versions].find(
      (each) => each.name === name && [`v${each.version}`, ...each.aliases].includes(version),
    )
    if (found === undefined) return undefined
    switch (what) {
      case undefined:
        return detailOf(found)
      case 'lineage':
        return lineage
      case 'diff':
        return diff
      default:
        return { entries, totalCount: entries.length, next: null }
    }
  }
  await page.route(/\/api\/v1\/(?:artifacts\/|projects\/[^/]+\/[^/]+\/artifacts)/, async (route) => {
    const request = route.request()
    const parts = new URL(request.url()).pathname.split('/').slice(4).map(decodeURIComponent)
    if (request.method() === 'PATCH') {
      edits.push(request.postDataJSON())
      await route.fulfill({ json: {} })
    } else if (parts[3] === undefined || request.url().includes('/projects/')) {
      const collections = [
        {
          ...REF,
          name: 'net',
          type: 'model',
          versionCount: 2,
          latest: versions[0],
          createdMs: 0,
          updatedMs: 0,
        },
      ]
      await route.fulfill({
        json: request.url().includes('/projects/') ? { collections } : answer(parts.slice(2)),
      })
    } else if (parts[4] === 'files') {
      await route.fulfill({ body: `# Readme ${HOSTILE}`, contentType: 'text/plain' })
    } else {
      const json = answer(parts.slice(2))
      await route.fulfill(
        json === undefined ? { status: 404, json: { error: { message: 'none' } } } : { json },
      )
    }
  })
  return { edits }
}
