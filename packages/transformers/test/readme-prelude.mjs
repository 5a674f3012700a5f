// What the README takes for granted: a model. This one is made here, so that nothing is downloaded.
/* oxlint-disable eslint/no-unused-vars -- the README uses them */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from '@huggingface/transformers'

const { writeTinyModels } = await import(process.env.KYMO_TINY_MODELS)
const folder = mkdtempSync(join(tmpdir(), 'tiny-models-'))
writeTinyModels(folder)
env.allowRemoteModels = false
env.localModelPath = folder
const model = 'tiny-generate'
