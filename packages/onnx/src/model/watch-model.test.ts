import { createHash } from 'node:crypto'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ort } from '../../test/load-ort.ts'
import { denseModel, externalModel } from '../../test/onnx-writer.mjs'
import { configOf, createRecordingRun, type RecordingRun } from '../../test/recording-run.ts'
import { watchSession, type WatchSessionOptions } from '../index.ts'

let dir: TempDir
beforeEach(() => void (dir = createTempDir()))
afterEach(() => dir.remove())

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex')

async function watchModel(
  model: WatchSessionOptions['model'],
  options: Partial<WatchSessionOptions> = {},
): Promise<RecordingRun> {
  const run = createRecordingRun()
  const session = await ort.InferenceSession.create(denseModel())
  watchSession(session, { run, model, ...options })
  await run.finish()
  return run
}

describe('the model of a watched session', () => {
  it('given as a path is an artifact with its digest, and is described', async () => {
    const content = denseModel()
    writeFileSync(dir.join('digits.onnx'), content)

    const run = await watchModel(dir.join('digits.onnx'))

    const description = {
      file: 'digits.onnx',
      sizeBytes: content.length,
      sha256: sha256(content),
      nodeCount: 3,
      parameterCount: 36,
      opset: 17,
      operators: { MatMul: 1, Add: 1, Relu: 1 },
    }
    expect(configOf(run, 'digits')['model']).toMatchObject(description)
    const [artifact] = run.artifacts
    expect(artifact).toMatchObject({ name: 'digits', type: 'model', paths: ['digits.onnx'] })
    expect(artifact?.metadata).toMatchObject(description)
  })

  it('is read from a file URL and from bytes too', async () => {
    writeFileSync(dir.join('a.onnx'), denseModel())
    const { buffer } = Uint8Array.from(denseModel())

    for (const model of [pathToFileURL(dir.join('a.onnx')), denseModel(), buffer]) {
      const run = await watchModel(model, { name: 'a' })
      expect(configOf(run, 'a')['model']).toMatchObject({ sha256: sha256(denseModel()), parameterCount: 36 })
      expect(run.artifacts).toHaveLength(1)
    }
  })

  it('takes the files of its weights along, each with its digest', async () => {
    const { model, weights } = externalModel({ location: 'data/weights.bin' })
    mkdirSync(dir.join('data'))
    writeFileSync(dir.join('m.onnx'), model)
    writeFileSync(dir.join('data', 'weights.bin'), weights)

    const run = await watchModel(dir.join('m.onnx'))

    expect(run.artifacts[0]?.paths).toEqual(['m.onnx', 'data/weights.bin'])
    expect(configOf(run, 'm')['model']).toMatchObject({
      parameterCount: 32,
      externalFiles: [{ name: 'data/weights.bin', sizeBytes: 128, sha256: sha256(weights) }],
    })
  })

  it.each(['../secret.bin', 'link.bin', '/etc/passwd', '.', 'nowhere.bin', 'nul\0.bin'])(
    'does not take files from elsewhere along, as %j',
    async (location) => {
      mkdirSync(dir.join('inner'))
      writeFileSync(dir.join('secret.bin'), 'secret')
      symlinkSync(dir.join('secret.bin'), dir.join('inner', 'link.bin'))
      writeFileSync(dir.join('inner', 'm.onnx'), externalModel({ location }).model)

      const run = await watchModel(dir.join('inner', 'm.onnx'))

      expect(run.artifacts[0]?.paths).toEqual(['m.onnx'])
      expect(configOf(run, 'm')['model']).toMatchObject({ missingFiles: [location] })
    },
  )

  it('is kept by its address where that is asked for, or not at all', async () => {
    writeFileSync(dir.join('m.onnx'), denseModel())

    const referred = await watchModel(dir.join('m.onnx'), { artifact: 'reference' })
    const described = await watchModel(dir.join('m.onnx'), { artifact: false })

    expect(referred.artifacts[0]?.items).toEqual([
      {
        path: 'm.onnx',
        source: { kind: 'reference', uri: pathToFileURL(dir.join('m.onnx')).href, checksum: true },
      },
    ])
    expect(described.artifacts).toEqual([])
    expect(configOf(described, 'm')['model']).toMatchObject({ sha256: sha256(denseModel()) })
  })

  it('that is large gets its digest from another thread', async () => {
    const content = denseModel({ inputs: 3000, outputs: 3000 })
    expect(content.length).toBeGreaterThan(32 * 1024 * 1024)
    writeFileSync(dir.join('m.onnx'), content)

    const run = await watchModel(dir.join('m.onnx'), { artifact: 'reference' })

    expect(configOf(run, 'm')['model']).toMatchObject({ sha256: sha256(content), parameterCount: 9_003_000 })
  })

  it('that is none is kept as what it is, with a reason', async () => {
    writeFileSync(dir.join('m.onnx'), 'version https://git-lfs.github.com/spec/v1')

    const run = await watchModel(dir.join('m.onnx'))

    expect(configOf(run, 'm')['model']).toMatchObject({ problem: expect.stringContaining('cannot be read') })
    expect(run.artifacts).toHaveLength(1)
  })
})
