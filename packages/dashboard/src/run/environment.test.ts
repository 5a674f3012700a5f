import { expect, test } from 'vitest'
import { commitUrl, readEnvironment } from './environment.ts'

test('the metadata of a W&B run are read', () => {
  const { command, git, facts } = readEnvironment({
    os: 'Linux-6.1',
    python: 'CPython 3.11.4',
    program: '/work/train.py',
    args: ['--lr', '0.1', 'a b'],
    executable: '/usr/bin/python3',
    git: { remote: 'git@github.com:kymo/demo.git', commit: 'a1b2c3d4e5f6' },
    cpu_count: 8,
    cpu_count_logical: 16,
    memory: { total: '68719476736' },
    gpu_nvidia: [
      { name: 'NVIDIA H100', memoryTotal: '85899345920' },
      { name: 'NVIDIA H100', memoryTotal: '85899345920' },
    ],
    disk: { '/': { total: '1000000000000', used: '250000000000' } },
  })

  expect(command).toBe("python3 /work/train.py --lr 0.1 'a b'")
  expect(git?.commitUrl).toBe('https://github.com/kymo/demo/commit/a1b2c3d4e5f6')
  expect(facts).toContainEqual(['CPU', '8 cores, 16 threads'])
  expect(facts).toContainEqual(['Memory', '64 GiB'])
  expect(facts).toContainEqual(['GPU', '2 × NVIDIA H100, 80 GiB'])
  expect(facts).toContainEqual(['Disk', '/ 233 GiB of 931 GiB'])
})

test('what makes no sense is no fact, and nothing is thrown', () => {
  for (const value of [
    null,
    'text',
    [1, 2],
    { git: 3, memory: [], disk: 'x', gpuNvidia: [null], args: {}, program: {} },
  ]) {
    expect(readEnvironment(value).command).toBeUndefined()
  }
})

test('everything is in the flat list, whatever its name', () => {
  const value = JSON.parse('{"slurm":{"job_id":"7"},"__proto__":{"x":1},"list":[1,2]}') as never

  expect(readEnvironment(value).all).toEqual([
    ['slurm.job_id', '7'],
    ['__proto__.x', 1],
    ['list', [1, 2]],
  ])
})

test.each([
  ['https://user:secret@github.com/o/r.git', 'https://github.com/o/r/commit/abcdef1'],
  ['ssh://git@gitlab.example.org:2222/g/s/r.git', 'https://gitlab.example.org/g/s/r/-/commit/abcdef1'],
  ['git@bitbucket.org:o/r.git', 'https://bitbucket.org/o/r/commits/abcdef1'],
  ['git@example.org:o/r.git', undefined],
  ['javascript:alert(1)//github.com/o/r', undefined],
  ['/local/path', undefined],
])('the commit of %s is at %s', (remote, url) => {
  expect(commitUrl(remote, 'abcdef1')).toBe(url)
})
