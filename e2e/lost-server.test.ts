import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { Api, Artifact, init } from '@kymo/core'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runKymo, startKymoServer, type KymoServer } from './lib/kymo.ts'

let temp: TempDir
let server: KymoServer
beforeEach(() => {
  temp = createTempDir()
})
afterEach(async () => {
  await server.child.kill()
  temp.remove()
})

async function start(port = '0'): Promise<void> {
  server = await startKymoServer(['server', '--data', temp.join('data'), '--port', port], { cwd: temp.path })
}

async function sync(): Promise<string> {
  const { code, stdout, stderr } = await runKymo(['sync', 'kymo', '--base-url', server.url], {
    cwd: temp.path,
  })
  expect([code, stderr]).toEqual([0, expect.any(String)])
  return stdout
}

test('a server that has lost its data gets everything again, log, files and artifacts', async () => {
  await start()
  const run = await init({ project: 'p', id: 'lost1', dir: temp.join('kymo'), silent: true, console: false })
  run.log({ loss: 1 })
  writeFileSync(temp.join('note.txt'), 'kept')
  run.save(temp.join('note.txt'), { base: temp.path, policy: 'now' })
  run.logArtifact(new Artifact('labels', 'dataset').newFile('labels.txt', '0 1 2'))
  await run.finish()
  expect(await sync()).toContain('lost1')
  // The cursor answers: nothing is asked of the server for a run that it has.
  expect(await sync()).not.toContain('lost1')

  const { port } = new URL(server.url)
  await server.child.kill()
  rmSync(temp.join('data'), { recursive: true })
  await start(port)

  expect(await sync()).toContain('lost1')
  expect(await sync()).not.toContain('lost1')
  const api = new Api({ baseUrl: server.url })
  const found = await api.run('p/lost1')
  const paths: string[] = []
  for await (const { path } of found.files()) paths.push(path)
  expect(found.summary).toMatchObject({ loss: 1 })
  expect(paths).toContain('note.txt')
  const reply = await fetch(`${server.url}/api/v1/artifacts/default/p/labels/v0/files/labels.txt`)
  expect(await reply.text()).toBe('0 1 2')
  expect(readdirSync(temp.join('data'))).toContain('runs')
})

test('a server that is away does not matter when there is nothing to send', async () => {
  await start()
  const run = await init({ project: 'p', id: 'sent1', dir: temp.join('kymo'), silent: true, console: false })
  run.log({ loss: 1 })
  await run.finish()
  await sync()
  const { url } = server
  await server.child.kill()

  const { code } = await runKymo(['sync', 'kymo', '--base-url', url], { cwd: temp.path })

  expect(code).toBe(0)
})
