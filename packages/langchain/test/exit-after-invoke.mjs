// Ends the process in the moment in which a chain has answered.
import { mkdtempSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RunnableLambda } from '@langchain/core/runnables'
import { FakeListChatModel } from '@langchain/core/utils/testing'
import { init } from '@kymo/core'
import { KymoCallbackHandler } from '@kymo/langchain'

const dir = mkdtempSync(join(tmpdir(), 'kymo-exit-'))
const run = await init({ project: 'exit', mode: 'offline', quiet: true, dir })
const chain = RunnableLambda.from((text) => text).pipe(new FakeListChatModel({ responses: ['done'] }))
await chain.invoke('hello', { callbacks: [new KymoCallbackHandler({ run })] })
writeSync(1, run.dir)
process.exit(3)
