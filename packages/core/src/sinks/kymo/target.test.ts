import { describe, expect, it } from 'vitest'
import { findTargetProblem, isLoopbackUrl, targetName } from './target.ts'

describe('findTargetProblem()', () => {
  it.each(['http://localhost:3000', 'https://kymo.example/team/', 'http://[::1]:3000'])(
    'accepts %s',
    (baseUrl) => {
      expect(findTargetProblem({ baseUrl, apiKey: 'a'.repeat(40) })).toBeUndefined()
    },
  )

  it.each([
    '',
    'localhost:3000',
    'ftp://h',
    'file:///etc/passwd',
    'https://user:secret@h',
    'https://h?key=secret',
    'http://h#secret',
  ])('refuses %j without repeating it', (baseUrl) => {
    const problem = findTargetProblem({ baseUrl })

    expect(problem?.code).toBe('UPLOAD_URL_INVALID')
    expect(problem?.reason).not.toContain('secret')
  })

  it.each(['', 'secret key', 'secret\n', 'secrét'])('refuses the key %j without repeating it', (apiKey) => {
    const problem = findTargetProblem({ baseUrl: 'http://h', apiKey })

    expect(problem?.code).toBe('UPLOAD_KEY_INVALID')
    expect(problem?.reason).not.toContain('secr')
  })
})

describe('targetName()', () => {
  it('names server, entity and project, and no key', () => {
    const address = { entity: 'my team', project: 'a/b', folder: 'f', file: 'r' }

    expect(targetName({ baseUrl: 'http://h/x//', apiKey: 'secret', address })).toBe(
      'http://h/x/my%20team/a%2Fb',
    )
  })

  it('tells no user name, password or key', () => {
    const address = { entity: 'e', project: 'p', folder: 'f', file: 'r' }

    expect(targetName({ baseUrl: ' https://user:secret@H:443/ ', address })).toBe('https://h/e/p')
  })
})

describe('isLoopbackUrl()', () => {
  it('knows the names of this machine', () => {
    expect(
      ['http://localhost:1', 'http://127.0.0.1', 'http://127.1.2.3', 'http://[::1]:5'].every(isLoopbackUrl),
    ).toBe(true)
    expect(
      ['http://localhost.example', 'http://10.0.0.1', 'http://127.0.0.1.example'].some(isLoopbackUrl),
    ).toBe(false)
  })
})
