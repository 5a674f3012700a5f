/** True for an address that only this machine can reach. */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return bare === 'localhost' || bare === '::1' || /^127(?:\.\d{1,3}){3}$/.test(bare)
}

/** A URL that a browser of this machine can open, also when the server listens on all addresses. */
export function toUrl(host: string, port: number): string {
  const isWildcard = host === '0.0.0.0' || host === '::' || host === ''
  const name = isWildcard ? 'localhost' : host.includes(':') ? `[${host.replace(/^\[|\]$/g, '')}]` : host
  return `http://${name}:${port}`
}
