import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { manifestDigest, type RecordInit } from '@kymo/protocol'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KymoError } from '../errors.ts'
import { nameOf } from '../platform/content-store.ts'
import { ArtifactLog, type ArtifactLogParts } from './artifact-log.ts'
import { Artifact } from './artifact.ts'
import { stagedPath } from './content.ts'
import { DiskFullError } from './disk-full-error.ts'
import { nameItems } from './disk-room.ts'
import { runStage } from './run-stage.ts'
import { fromFailure } from './stage-items.ts'

let dir: TempDir
let records: NonNullable<RecordInit['artifact']>[]
let warnings: string[]
beforeEach(() => {
  dir = createTempDir()
  mkdirSync(dir.join('run'))
  records = []
  warnings = []
})
afterEach(() => dir.remove())

function openLog(changes: Partial<ArtifactLogParts> = {}): ArtifactLog {
  return new ArtifactLog({
    run: { id: 'a1b2c3d4', entity: 'ada', project: 'digits' },
    folderPath: () => dir.join('run'),
    append: ({ artifact }) => void (artifact && records.push(artifact)),
    stage: async (root, items) => {
      const reply = await runStage({ kind: 'stage', root, items })
      if (reply.kind === 'staged') return reply.entries
      throw fromFailure(reply.failure, '')
    },
    warn: (code) => void warnings.push(code),
    randomBytes: (count) => new Uint8Array(count),
    nowMs: () => 1_795_407_279_211,
    sleep: () => Promise.resolve(),
    every: () => () => undefined,
    freeBytes: () => undefined,
    findVersion: undefined,
    ...changes,
  })
}

const BIG = Buffer.alloc(3 * 1024 * 1024, 'kymo')
const contentOf = (sha256: string): Buffer => readFileSync(dir.join('run', stagedPath(sha256)))

/** A disk without room for as long as `isFull()`; the messages of the log of artifacts go to `messages`. */
function openOnFullDisk(isFull: () => boolean, messages: string[]): { log: ArtifactLog; look: () => void } {
  let look = (): void => undefined
  const log = openLog({
    stage: async (root, items) => {
      const error = new KymoError('ARTIFACT_NOT_STAGED', 'x', {
        details: { reason: 'ENOSPC (write)', path: 'b' },
      })
      if (isFull()) throw new DiskFullError(error, await nameItems(items, () => false))
      const reply = await runStage({ kind: 'stage', root, items })
      if (reply.kind === 'staged') return reply.entries
      throw fromFailure(reply.failure, '')
    },
    warn: (_code, message) => void messages.push(message),
    nowMs: () => (nowMs += 60_000),
    every: (_intervalMs, action) => {
      look = action
      return () => (look = () => undefined)
    },
  })
  let nowMs = 1_795_407_279_211
  return { log, look: () => look() }
}

describe('ArtifactLog on a full disk', () => {
  it('says that it tries again, does, and tells whoever asks later', async () => {
    const messages: string[] = []
    let isFull = true
    const { log, look } = openOnFullDisk(() => isFull, messages)
    const logged = log.log(new Artifact('model', 'model').newFile('b', BIG))
    await expect(logged.staged()).rejects.toThrow(/ENOSPC.*it is tried again/)

    isFull = false
    look()
    await log.settled()

    expect((await logged.staged()).digest).toMatch(/^[0-9a-f]{32}$/)
    expect(records).toMatchObject([{ name: 'model' }])
    expect(messages).toHaveLength(1)
    log.close()
    expect([messages.length, log.lostNames]).toEqual([1, []])
  })

  it('gives up after a bounded number of tries, and says so', async () => {
    const messages: string[] = []
    let tryCount = 0
    const { log, look } = openOnFullDisk(() => ++tryCount > 0, messages)
    log.log(new Artifact('model', 'model').newFile('b', BIG))
    await log.settled()

    for (let i = 0; i < 100; i++) {
      look()
      await log.settled()
    }

    expect(tryCount).toBe(21)
    expect(log.lostNames).toEqual(['model'])
    expect(messages.at(-1)).toContain('model, which waited for room on the disk, is not in the run')
  })

  it('takes nothing else for a file that was changed meanwhile', async () => {
    const messages: string[] = []
    let isFull = true
    const { log, look } = openOnFullDisk(() => isFull, messages)
    writeFileSync(dir.join('big.bin'), BIG)
    log.log(new Artifact('model', 'model').addFile(dir.join('big.bin')))
    await log.settled()
    writeFileSync(dir.join('big.bin'), BIG.toReversed())

    isFull = false
    look()
    await log.settled()

    expect(records).toEqual([])
    expect(messages.at(-1)).toMatch(/it was changed before there was room for it/)
    expect(existsSync(dir.join('run', stagedPath(nameOf(BIG.toReversed()).sha256)))).toBe(false)
  })

  it('names at the end what is not kept', async () => {
    const messages: string[] = []
    const { log } = openOnFullDisk(() => true, messages)
    for (const name of ['a', 'b']) log.log(new Artifact(name, 'model').newFile('b', BIG))
    await log.settled()
    log.tryLast()
    await log.settled()

    log.close()

    expect(log.lostNames).toEqual(['a', 'b'])
    expect(messages.at(-1)).toBe('Not in this run, because the disk was full up to its end: artifacts a, b')
  })

  it('keeps the versions of a name in order, or drops the earlier one', async () => {
    const messages: string[] = []
    let tryCount = 0
    // The first one when it is logged, and when the second one is.
    const { log } = openOnFullDisk(() => ++tryCount <= 2, messages)
    log.log(new Artifact('model', 'model').newFile('b', BIG), { tags: ['first'] })
    await log.settled()
    log.log(new Artifact('model', 'model').newFile('b', BIG), { tags: ['second'] })
    await log.settled()

    expect(records.map(({ tags }) => tags)).toEqual([['second']])
    expect(log.lostNames).toEqual(['model'])
    expect(messages.at(-1)).toMatch(/a later version of it found room/)
  })
})

describe('ArtifactLog', () => {
  it('has little content in the run folder and in the log when log() returns', () => {
    const log = openLog()

    log.log(new Artifact('labels', 'dataset', { metadata: { n: 2 } }).newFile('a/b.txt', 'hello'), {
      aliases: ['clean'],
      tags: ['x y'],
      ttl: '2d',
    })

    const { md5, sha256 } = nameOf(Buffer.from('hello'))
    expect(log.pendingCount).toBe(0)
    expect(contentOf(sha256).toString()).toBe('hello')
    expect(records).toMatchObject([
      {
        runId: 'a1b2c3d4',
        entity: 'ada',
        project: 'digits',
        name: 'labels',
        type: 'dataset',
        digest: manifestDigest([{ path: 'a/b.txt', digest: md5 }]),
        metadata: '{"n":2}',
        aliases: ['clean'],
        tags: ['x y'],
        ttlDurationSeconds: 172_800,
        finalize: true,
        kymoTime: { seconds: 1_795_407_279, nanos: 211_000_000 },
        manifest: {
          contents: [
            {
              path: 'a/b.txt',
              digest: md5,
              size: 5,
              kymoSha256: sha256,
              localPath: dir.join('run', stagedPath(sha256)),
            },
          ],
        },
      },
    ])
  })

  it('keeps what a file was when it was logged', async () => {
    writeFileSync(dir.join('big.bin'), BIG)
    const artifact = new Artifact('model', 'model').addFile(dir.join('big.bin'))

    const logged = openLog().log(artifact)
    expect(records).toEqual([])
    await logged.staged()
    appendFileSync(dir.join('big.bin'), 'more')

    expect(contentOf(nameOf(BIG).sha256).equals(BIG)).toBe(true)
    expect(logged.digest).toBe(records[0]?.digest)
    expect(artifact.digest).toBe(logged.digest)
  })

  it('links an immutable file instead of copying it', async () => {
    writeFileSync(dir.join('big.bin'), BIG)
    await openLog()
      .log(new Artifact('model', 'model').addFile(dir.join('big.bin'), { policy: 'immutable' }))
      .staged()

    rmSync(dir.join('big.bin'))

    expect(contentOf(nameOf(BIG).sha256).equals(BIG)).toBe(true)
  })

  it('writes artifacts into the log in the order in which they were logged', async () => {
    const log = openLog()
    log.log(new Artifact('a', 'model').newFile('x', BIG))
    log.log(new Artifact('b', 'model').newFile('x', 'small'))
    await log.settled()

    expect(records.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(log.pendingCount).toBe(0)
  })

  it('stages equal content once, and logs the same artifact again without its files', async () => {
    const log = openLog()
    writeFileSync(dir.join('big.bin'), BIG)
    const artifact = new Artifact('a', 'model').addFile(dir.join('big.bin')).newFile('copy', BIG)
    await log.log(artifact).staged()
    rmSync(dir.join('big.bin'))
    await log.log(artifact, { aliases: ['again'] }).staged()

    const files = readdirSync(dir.join('run', 'artifacts'), { recursive: true, withFileTypes: true })
    expect(files.filter((file) => file.isFile())).toHaveLength(1)
    expect(records.map(({ digest }) => digest)).toEqual([artifact.digest, artifact.digest])
  })

  it('leaves nothing in the log of an artifact whose file has gone, and goes on with the next', async () => {
    writeFileSync(dir.join('big.bin'), BIG)
    const log = openLog()
    const artifact = new Artifact('a', 'model').newFile('x', BIG).addFile(dir.join('big.bin'))
    rmSync(dir.join('big.bin'))

    const logged = log.log(artifact)
    const next = log.log(new Artifact('b', 'model').newFile('x', 'y'))

    await expect(logged.staged()).rejects.toMatchObject({ code: 'ARTIFACT_FILE_UNREADABLE' })
    await next.wait()
    expect(records.map(({ name }) => name)).toEqual(['b'])
    expect(warnings).toEqual(['ARTIFACT_FILE_UNREADABLE a'])
    expect(() => log.log(artifact)).toThrow(/make a new one/)
  })

  it('warns of each artifact that cannot be kept, not only of the first', async () => {
    const log = openLog()
    const gone = ['a', 'b', 'a'].map((name) => {
      const path = dir.join(`${name}.bin`)
      writeFileSync(path, BIG)
      const artifact = new Artifact(name, 'model').addFile(path)
      rmSync(path)
      return log.log(artifact).staged()
    })

    await Promise.allSettled(gone)

    // Whoever shows them gives each key once.
    expect(new Set(warnings)).toEqual(new Set(['ARTIFACT_FILE_UNREADABLE a', 'ARTIFACT_FILE_UNREADABLE b']))
  })

  it('removes what a process left behind that died while it was staging', () => {
    mkdirSync(dir.join('run', 'artifacts'))
    writeFileSync(dir.join('run', 'artifacts', '.draft-0123'), 'half')

    openLog().log(new Artifact('a', 'model').newFile('x', 'y'))

    expect(existsSync(dir.join('run', 'artifacts', '.draft-0123'))).toBe(false)
  })

  it('says what was lost when the run ends in the middle, and takes no more', async () => {
    const log = openLog()
    const logged = log.log(new Artifact('a', 'model').newFile('x', BIG))
    log.close()

    await expect(logged.staged()).rejects.toMatchObject({ code: 'ARTIFACT_NOT_STAGED' })
    await expect(log.log(new Artifact('b', 'model')).wait()).rejects.toThrow(/the run has finished/)
    expect(records).toEqual([])
    expect(warnings).toContain('ARTIFACT_NOT_STAGED')
  })

  it('does not write the log when the folder cannot be written', async () => {
    rmSync(dir.join('run'), { recursive: true })
    const logged = openLog().log(new Artifact('a', 'model').newFile('x', 'y'))

    await expect(logged.staged()).rejects.toMatchObject({ code: 'ARTIFACT_NOT_STAGED' })
    expect(existsSync(dir.join('run'))).toBe(false)
    expect(records).toEqual([])
  })

  it.each([
    [{ aliases: ['v3'] }, RangeError],
    [{ aliases: ['a:b'] }, RangeError],
    [{ aliases: 'best' }, TypeError],
    [{ tags: ['a/b'] }, RangeError],
    [{ ttl: '30' }, RangeError],
    [{ ttl: 30 }, RangeError],
  ])('refuses %j before it keeps anything', (options, error) => {
    const artifact = new Artifact('a', 'model').newFile('x', 'y')
    expect(() => openLog().log(artifact, options as never)).toThrow(error)
    expect(artifact.newFile('z', '').paths).toEqual(['x', 'z'])
  })

  it('wait() polls until the server has given a version', async () => {
    const answers = [undefined, undefined, { version: 3, aliases: ['latest'] }]
    const findVersion = (): Promise<(typeof answers)[number]> => Promise.resolve(answers.shift())
    const logged = openLog({ findVersion }).log(new Artifact('a', 'model').newFile('x', 'y'))

    await logged.wait()

    expect(logged.version).toBe('v3')
    expect(answers).toEqual([])
  })

  it('keeps the ETag of what can be asked, and the address of the rest', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/a') response.setHeader('etag', '"abc"').setHeader('content-length', 12).end()
      else response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    writeFileSync(dir.join('f'), 'hello')

    const artifact = new Artifact('a', 'dataset')
      .addReference(`${base}/a`)
      .addReference(`${base}/gone`)
      .addReference(`file://${dir.join('f')}`)
      .addReference('s3://bucket/key')
      .addReference(`${base}/a`, { name: 'unasked', checksum: false })
    await openLog().log(artifact).staged()
    server.close()

    const contents = records[0]?.manifest?.contents ?? []
    expect(contents.map(({ path, digest, size }) => [path, digest, size])).toEqual([
      ['a', 'abc', 12],
      ['gone', `${base}/gone`, 0],
      ['f', nameOf(Buffer.from('hello')).md5, 5],
      ['key', 's3://bucket/key', 0],
      ['unasked', `${base}/a`, 0],
    ])
    expect(contents.every(({ ref, kymoSha256 }) => ref !== undefined && kymoSha256 === undefined)).toBe(true)
  })
})
