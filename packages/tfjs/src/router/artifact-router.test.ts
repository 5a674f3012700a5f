import * as tf from '@tensorflow/tfjs'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createArtifactRun } from '../../test/artifact-run.ts'
import { useBackend } from '../../test/backend.ts'
import { digestWeights } from '../../test/digest-weights.ts'
import { createTinyModel, fitTiny } from '../../test/tiny-training.ts'
import { artifactRouter } from '../index.ts'
import { parseArtifactUrl } from './artifact-url.ts'

beforeAll(() => useBackend(tf))

describe('artifactRouter()', () => {
  it('saves a model as a version and loads it by alias, weights and optimizer to the bit', async () => {
    const run = createArtifactRun()
    artifactRouter(tf, { run })
    const model = createTinyModel(tf)
    await fitTiny(tf, model, { callbacks: [] })

    await model.save('artifact://tiny:first', { includeOptimizer: true })
    const loaded = await tf.loadLayersModel('artifact://tiny:first')

    expect(run.versions).toMatchObject([{ name: 'tiny', aliases: ['first'] }])
    expect(digestWeights(loaded)).toBe(digestWeights(model))
    expect(loaded.optimizer.getConfig()).toEqual(model.optimizer.getConfig())
    const iterations = async (of: tf.LayersModel): Promise<number | undefined> =>
      (await of.optimizer.getWeights())[0]?.tensor.dataSync()[0]
    expect(await iterations(loaded)).toBe(await iterations(model))
  })

  it('loads what lies in a folder of an artifact', async () => {
    const run = createArtifactRun()
    artifactRouter(tf, { run })
    const model = createTinyModel(tf)
    await model.save('artifact://whole')
    const whole = run.versions[0]
    const files = new Map([...whole.files].map(([path, bytes]) => [`encoder/${path}`, bytes]))
    run.versions.push({ ...whole, name: 'pair', files })

    const loaded = await tf.loadLayersModel('artifact://pair:latest/encoder')

    expect(digestWeights(loaded)).toBe(digestWeights(model))
  })

  it('rejects when the model cannot be kept', async () => {
    const run = createArtifactRun()
    run.staging = () => Promise.reject(new Error('the disk is full'))
    artifactRouter(tf, { run })

    await expect(createTinyModel(tf).save('artifact://tiny')).rejects.toThrow('the disk is full')
  })

  it('serves the run that was given last, and none after that one has finished', async () => {
    const [first, second] = [createArtifactRun(), createArtifactRun()]
    artifactRouter(tf, { run: first })
    artifactRouter(tf, { run: second })

    await createTinyModel(tf).save('artifact://tiny')
    await second.finish()

    expect([first.versions.length, second.versions.length]).toEqual([0, 1])
    await expect(createTinyModel(tf).save('artifact://tiny')).rejects.toThrow('Cannot find any save handlers')
    await expect(tf.loadLayersModel('artifact://tiny')).rejects.toThrow()
  })

  it('leaves other addresses to others', async () => {
    artifactRouter(tf, { run: createArtifactRun() })

    await expect(createTinyModel(tf).save('nowhere://tiny')).rejects.toThrow('Cannot find any save handlers')
  })

  it('does not save into another project', async () => {
    artifactRouter(tf, { run: createArtifactRun() })

    await expect(createTinyModel(tf).save('artifact://other/tiny')).rejects.toThrow(
      "goes into the run's own project",
    )
  })

  it('refuses a run that was not awaited', () => {
    expect(() => artifactRouter(tf, { run: Promise.resolve() as never })).toThrow('await init()')
    expect(() => artifactRouter({} as never, { run: createArtifactRun() })).toThrow('import * as tf')
  })
})

describe('parseArtifactUrl()', () => {
  it('takes names of projects and entities, aliases, and folders with or without model.json', () => {
    expect(parseArtifactUrl('artifact://a')).toEqual({ name: 'a', selector: undefined, folder: '' })
    expect(parseArtifactUrl('artifact://e/p/a:v3')).toEqual({ name: 'e/p/a', selector: 'v3', folder: '' })
    expect(parseArtifactUrl('artifact://a:best/model.json')).toEqual({
      name: 'a',
      selector: 'best',
      folder: '',
    })
    expect(parseArtifactUrl('artifact://a:best/x/y/model.json')).toEqual({
      name: 'a',
      selector: 'best',
      folder: 'x/y/',
    })
  })

  it('finds the parts that an address was made of', () => {
    const word = fc.stringMatching(/^[\w.-]{1,8}$/).filter((text) => text !== 'model.json')
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 3 }),
        word,
        fc.array(word),
        (names, selector, path) => {
          const name = names.join('/')
          const url = `artifact://${name}:${selector}${path.map((part) => `/${part}`).join('')}`
          const folder = path.map((part) => `${part}/`).join('')
          expect(parseArtifactUrl(url)).toEqual({ name, selector, folder })
        },
      ),
    )
  })

  it('says what an address looks like', () => {
    expect(() => parseArtifactUrl('artifact://')).toThrow('expected artifact://[[entity/]project/]name')
    expect(() => parseArtifactUrl('artifact://a/b/c/d')).toThrow("Cannot use 'artifact://a/b/c/d'")
  })
})
