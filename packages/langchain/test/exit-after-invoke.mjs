// Ends the process in the moment in which a chain has answered.
import { mkdtempSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { init } from '@kymo/core'
import { KymoCallbackHandler } from '@kymo/langchain'

// As in frameworks.ts: the packages of the workspace, or of a folder with other versions of them.
const from = process.env.KYMO_LANGCHAIN_FROM
const { resolve } = createRequire(from === undefined ? import.meta.url : join(from, 'package.json'))
const importFrom = (name) => import(pathToFileURL(resolve(name).replace(/\.cjs$/, '.js')).href)
const { RunnableLambda } = await importFrom('@langchain/core/runnables')
const { FakeListChatModel } = await importFrom('@langchain/core/utils/testing')

const dir = mkdtempSync(join(tmpdir(), 'kymo-exit-'))
const run = await init({ project: 'exit', mode: 'offline', quiet: true, dir })
const chain = RunnableLambda.from((text) => text).pipe(new FakeListChatModel({ responses: ['done'] }))
await chain.invoke('hello', { callbacks: [new KymoCallbackHandler({ run })] })
writeSync(1, run.dir)
process.exit(3)
