import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { waitFor } from '@kymo/testkit'
import { describe, expect, test } from 'vitest'
import type { ProjectInfo, RunInfo } from '../src/api/types.ts'
import { LogBuilder } from './log-builder.ts'
import { addressOf, appendLog, serve, tempDir } from './serve.ts'

interface Answer {
  readonly error?: { readonly code: string }
  readonly runs?: readonly RunInfo[]
  readonly projects?: readonly ProjectInfo[]
  readonly revision?: number
  readonly pointCount?: number
}

async function call(url: string, method = 'GET', body?: unknown): Promise<{ status: number; body: Answer }> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Answer }
}

function logOf(dir: string, id: string, folder = `run-20261123_101500-${id}`): string {
  return join(dir, 'runs', 'team', 'digits', folder, `run-${id}.wandb`)
}

function finished(id: string): LogBuilder {
  return new LogBuilder()
    .run(id, { displayName: id, tags: ['logged'] })
    .row({ loss: 1 })
    .exit(0, 5)
}

async function serving(ids: readonly string[]) {
  const { path: dir } = tempDir()
  for (const id of ids) finished(id).writeTo(logOf(dir, id))
  const server = await serve({ dir })
  await server.settle()
  const api = `${server.url}/api/v1`
  return { ...server, dir, api, run: (id: string) => `${api}/runs/team/digits/${id}` }
}

describe('edits', () => {
  test('what people change wins over the log, can be filtered by, outlives the index, and can be taken back', async () => {
    const server = await serving(['a', 'b'])

    const edited = await call(server.run('a'), 'PATCH', {
      name: 'best',
      tags: ['good', 'good'],
      notes: 'see',
    })
    expect(edited).toMatchObject({ status: 200, body: { name: 'best', tags: ['good'], notes: 'see' } })
    await server.close()
    rmSync(join(server.dir, 'index.sqlite'))
    const again = await serve({ dir: server.dir })
    await again.settle()

    const runs = await call(`${again.url}/api/v1/projects/team/digits/runs/query`, 'POST', {
      filters: { tags: 'good' },
    })
    expect(runs.body.runs?.map(({ name }) => name)).toEqual(['best'])
    const back = await call(`${again.url}/api/v1/runs/team/digits/a`, 'PATCH', { name: null, tags: null })
    expect(back.body).toMatchObject({ name: 'a', tags: ['logged'], notes: 'see' })
  })

  test.each([
    [[]],
    [{ name: 5 }],
    [{ tags: ['x'.repeat(129)] }],
    [{ tags: [''] }],
    [{ notes: 'x'.repeat(65_537) }],
    [{ state: 'finished' }],
    [{ constructor: 'x' }],
  ])('refuses the edit %j and changes nothing', async (edit) => {
    const server = await serving(['a'])

    expect(await call(server.run('a'), 'PATCH', edit)).toMatchObject({
      status: 400,
      body: { error: { code: 'REQUEST_INVALID' } },
    })
    expect((await call(server.run('a'))).body).toMatchObject({ name: 'a', tags: ['logged'] })
  })

  test('kymo ui says that it only shows', async () => {
    const { path: dir } = tempDir()
    finished('a').writeTo(join(dir, 'run-20261123_101500-a', 'run-a.wandb'))
    const server = await serve({ mode: 'ui', dir })
    await server.settle()

    for (const method of ['PATCH', 'DELETE']) {
      const answer = await call(`${server.url}/api/v1/runs/team/digits/a`, method, { name: 'x' })
      expect([answer.status, answer.body.error?.code]).toEqual([405, 'READ_ONLY'])
    }
  })
})

describe('the trash', () => {
  test('a run in it is nowhere else, and comes back as it was', async () => {
    const server = await serving(['a', 'b'])
    const before = await call(server.run('a'))

    expect((await call(server.run('a'), 'DELETE')).body).toEqual({ trashed: true })

    expect((await call(server.run('a'))).status).toBe(404)
    expect((await call(`${server.run('a')}/metrics`)).status).toBe(404)
    const projects = await call(`${server.api}/projects`)
    expect(projects.body.projects?.[0].runCount).toBe(1)
    const list = await call(`${server.api}/projects/team/digits/runs`)
    expect(list.body.runs?.map(({ run }) => run)).toEqual(['b'])
    const trash = await call(`${server.api}/trash`)
    expect(trash.body.runs).toMatchObject([{ run: 'a', name: 'a', sizeBytes: expect.any(Number) }])
    expect((await call(server.run('a'), 'DELETE')).status).toBe(404)

    expect((await call(`${server.run('a')}/restore`, 'POST')).body).toEqual({ restored: true })
    const after = await call(server.run('a'))
    expect(after.body).toEqual({ ...before.body, revision: after.body.revision })
    expect((await call(`${server.run('a')}/restore`, 'POST')).status).toBe(404)
  })

  test('what arrives for a run in the trash is kept', async () => {
    const server = await serve()
    const address = addressOf('live')
    const start = new LogBuilder().run('live').row({ loss: 1 })
    const more = new LogBuilder().run('live').row({ loss: 1 }).row({ loss: 2 })
    const first = start.bytes()
    expect((await appendLog({ url: server.url, address, offset: 0, bytes: first })).status).toBe(200)
    await server.settle()
    const run = `${server.url}/api/v1/runs/team/digits/live`
    await call(run, 'DELETE')

    const bytes = more.bytes().subarray(first.length)
    expect((await appendLog({ url: server.url, address, offset: first.length, bytes })).status).toBe(200)
    await server.settle()
    expect((await call(run)).status).toBe(404)
    expect(await call(`${server.url}/api/v1/trash/team/digits/live`, 'DELETE')).toMatchObject({
      status: 409,
      body: { error: { code: 'RUN_ACTIVE' } },
    })
    await call(`${run}/restore`, 'POST')
    expect((await call(run)).body.pointCount).toBe(2)
  })

  test('deleting for good removes its folders and nothing else, and the run may be sent again', async () => {
    const server = await serving(['a', 'b'])
    finished('a').writeTo(logOf(server.dir, 'a', 'run-20261124_101500-a'))
    await server.settle()
    const outside = tempDir()
    writeFileSync(outside.join('kept.txt'), 'kept')
    symlinkSync(outside.path, join(dirname(logOf(server.dir, 'a')), 'files'))

    expect((await call(`${server.api}/trash/team/digits/a`, 'DELETE')).status).toBe(404)
    await call(server.run('a'), 'PATCH', { name: 'edited' })
    await call(server.run('a'), 'DELETE')
    expect((await call(`${server.api}/trash/team/digits/a`, 'DELETE')).body).toEqual({ deleted: true })

    expect(readdirSync(join(server.dir, 'runs', 'team', 'digits'))).toEqual(['run-20261123_101500-b'])
    expect(readdirSync(join(server.dir, 'deleted'))).toEqual([])
    expect(existsSync(outside.join('kept.txt'))).toBe(true)
    expect((await call(`${server.api}/trash`)).body.runs).toEqual([])

    const bytes = finished('a').bytes()
    await appendLog({ url: server.url, address: addressOf('a'), offset: 0, bytes })
    await server.settle()
    expect((await call(server.run('a'))).body).toMatchObject({ name: 'a' })
  })

  test('a server that died while it deleted finishes that when it starts', async () => {
    const server = await serving(['a', 'b'])
    await call(server.run('a'), 'DELETE')
    await server.close()
    const ref = { entity: 'team', project: 'digits', run: 'a' }
    const record = { ref, folders: ['team/digits/run-20261123_101500-a'] }
    mkdirSync(join(server.dir, 'deleted'), { recursive: true })
    writeFileSync(join(server.dir, 'deleted', '00ff.json'), JSON.stringify(record))
    writeFileSync(join(server.dir, 'deleted', '00fe.json'), '{"ref":')

    const again = await serve({ dir: server.dir })
    await again.settle()

    expect((await call(`${again.url}/api/v1/trash`)).body.runs).toEqual([])
    expect((await call(`${again.url}/api/v1/runs/team/digits/a`)).status).toBe(404)
    expect((await call(`${again.url}/api/v1/runs/team/digits/b`)).status).toBe(200)
    expect(existsSync(logOf(server.dir, 'a'))).toBe(false)
    await waitFor('the removal', () => readdirSync(join(server.dir, 'deleted')).length === 0)
  })
})
