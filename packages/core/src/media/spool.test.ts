import { appendFileSync, existsSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemMediaFiles } from '../platform/media-files.ts'
import type { FilePlan, MediaPlan } from './media-plan.ts'
import { listJobs, readJob, removeJob, writeJob, type SpoolPlace } from './spool.ts'

let dir: TempDir
let place: SpoolPlace
beforeEach(() => {
  dir = createTempDir()
  place = { files: systemMediaFiles, folder: dir.path }
})
afterEach(() => dir.remove())

const owner = { hostName: 'here', processId: 7 }

function filePlan(bytes: Uint8Array): FilePlan {
  return {
    folder: 'images',
    extension: '.png',
    source: { kind: 'bytes', bytes },
    encoding: { kind: 'png', width: bytes.length, height: 1, channels: 1 },
  }
}

function plan(files: readonly FilePlan[]): MediaPlan {
  return {
    names: ['a', '__proto__'],
    step: 3,
    timeMs: 1000,
    isList: true,
    items: files.map((file) => ({
      kind: 'image',
      file,
      facts: { caption: 'ü' },
      masks: [{ layer: 'm', file: filePlan(Uint8Array.of(9)) }],
      boxes: [],
    })),
  }
}

test('a job comes back as it was spooled', () => {
  const given = plan([filePlan(Uint8Array.of(1, 2, 3)), filePlan(Uint8Array.of(4))])
  writeJob('j-1', { plan: given, owner }, place)

  const back = readJob('j-1', place)

  expect(back).toEqual({ plan: given, owner })
  expect(back?.plan.items.map(({ file }) => file.source)).toEqual([
    { kind: 'bytes', bytes: Uint8Array.of(1, 2, 3) },
    { kind: 'bytes', bytes: Uint8Array.of(4) },
  ])
})

test("a user's file is copied into the spool, so that it may change at once", () => {
  const path = dir.join('clip.mp4')
  writeFileSync(path, 'first')
  const source = { kind: 'file', path, size: 5 } as const
  writeJob(
    'j-1',
    { plan: plan([{ ...filePlan(new Uint8Array(0)), source, encoding: { kind: 'none' } }]), owner },
    place,
  )
  writeFileSync(path, 'second')

  const spooled = readJob('j-1', place)?.plan.items[0].file.source

  expect(spooled).toEqual({
    kind: 'spooled',
    name: 'j-1-0.bin',
    path: dir.join('spool/j-1-0.bin'),
    size: 5,
  })
  expect(Buffer.from(place.files.read(dir.join('spool/j-1-0.bin'))).toString()).toBe('first')
})

test('a job that was not written to its end is none', () => {
  writeJob('j-1', { plan: plan([filePlan(new Uint8Array(100))]), owner }, place)
  const path = dir.join('spool/j-1.job')
  const size = place.files.sizeOf(path) ?? 0

  for (const end of [size - 1, size - 100, 20, 3, 0]) {
    truncateSync(path, end)
    expect(readJob('j-1', place)).toBeUndefined()
  }
  expect(readJob('j-2', place)).toBeUndefined()
})

test('a job with bytes behind its end is none', () => {
  writeJob('j-1', { plan: plan([]), owner }, place)
  appendFileSync(dir.join('spool/j-1.job'), 'x')

  expect(readJob('j-1', place)).toBeUndefined()
})

test('removeJob() takes away what belongs to the job, and nothing of another whose name begins like it', () => {
  const big = { ...filePlan(new Uint8Array(600_000)), encoding: { kind: 'none' } } as const
  writeJob('j-1', { plan: plan([big]), owner }, place)
  writeJob('j-10', { plan: plan([big]), owner }, place)

  removeJob('j-1', place)

  expect(listJobs(place)).toEqual(['j-10'])
  expect(readdirSync(dir.join('spool'))).toEqual(['j-10-0.bin', 'j-10.job'])
})

test('when the disk refuses a part of a job, nothing of it stays', () => {
  const missing = { kind: 'file', path: dir.join('nowhere'), size: 1 } as const
  const big = { ...filePlan(new Uint8Array(600_000)), encoding: { kind: 'none' } } as const
  const bad = plan([big, { ...big, source: missing }])

  expect(() => writeJob('j-1', { plan: bad, owner }, place)).toThrow(/ENOENT/)
  expect(existsSync(dir.join('spool')) ? readdirSync(dir.join('spool')) : []).toEqual([])
})
