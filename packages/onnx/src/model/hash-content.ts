import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { ModelFile } from './model-source.ts'

/** One such part keeps the thread for about a millisecond. */
const PART_BYTES = 1024 * 1024
/** More than this is left to a thread of its own: it would take a noticeable share of the program's time. */
const MAX_OWN_BYTES = 32 * 1024 * 1024

/** @returns SHA-256 of each file, in hex */
export async function hashFiles(files: readonly ModelFile[]): Promise<string[]> {
  const sumBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const paths = files.map(({ path }) => path)
  // Where no thread can be started, it takes a share of this one.
  if (sumBytes > MAX_OWN_BYTES) return hashElsewhere(paths).catch(() => hashHere(paths))
  return hashHere(paths)
}

async function hashHere(paths: readonly string[]): Promise<string[]> {
  const digests: string[] = []
  // oxlint-disable-next-line no-await-in-loop -- one after the other: the disk is not faster otherwise
  for (const path of paths) digests.push(await hashFile(path))
  return digests
}

/** @param bytes must not change meanwhile @returns SHA-256 in hex */
export async function hashBytes(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256')
  for (let offset = 0; offset < bytes.length; offset += PART_BYTES) {
    hash.update(bytes.subarray(offset, offset + PART_BYTES))
    // oxlint-disable-next-line no-await-in-loop -- gives way to the program
    await nextTurn()
  }
  return hash.digest('hex')
}

async function hashFile(path: string): Promise<string> {
  const handle = await open(path, 'r')
  try {
    const hash = createHash('sha256')
    const part = new Uint8Array(PART_BYTES)
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one part after the other
      const { bytesRead } = await handle.read(part, 0, PART_BYTES)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(part.subarray(0, bytesRead))
    }
  } finally {
    await handle.close()
  }
}

/** As text, so that no bundler has to find a file for it. */
const PROGRAM = `
const { createHash } = require('node:crypto')
const { createReadStream } = require('node:fs')
const { parentPort, workerData } = require('node:worker_threads')
;(async () => {
  const digests = []
  for (const path of workerData) {
    const hash = createHash('sha256')
    for await (const part of createReadStream(path, { highWaterMark: ${PART_BYTES} })) hash.update(part)
    digests.push(hash.digest('hex'))
  }
  parentPort.postMessage(digests)
})()
`

function hashElsewhere(paths: readonly string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    // Without the flags of the program, which may be such that no second thread can start with them.
    const worker = new Worker(PROGRAM, { eval: true, workerData: paths, execArgv: [] })
    // A program that ends does not wait for it; `finish()` does.
    worker.unref()
    worker.once('message', (digests: string[]) => resolve(digests))
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the thread that makes digests has ended')))
  })
}
