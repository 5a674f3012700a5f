const MASK = '***'
/** Names behind which a secret is expected; whole words of a name in any spelling: API_KEY, apiKey, --api-key. */
const SECRET_NAME =
  /(^|[-_.])(api[-_]?keys?|access[-_]?keys?|secret[-_]?keys?|private[-_]?keys?|auth[-_]?keys?|keys?|tokens?|secrets?|passwords?|passwd|passphrases?|pwd|pw|credentials?|creds?|authorization|auth|bearer|cookies?|sessions?|dsn|webhooks?|sas|jwt|pat)$/
/** Of those, too common to hide what follows them unless it looks like a secret. */
const WEAK_NAME = /(^|[-_.])(keys?|tokens|auth|sessions?|pat|pw)$/
/** Name and password, or a token alone, in front of the host of an address. */
const URL_CREDENTIALS = /([a-z][a-z0-9+.-]*:\/\/)[^/@\s'"]+@/gi
/** Secrets that show what they are by how they begin. */
const KNOWN_SECRETS =
  /\b(?:sk-[\w-]{16,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|hf_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z0-9]{16}|ASIA[A-Z0-9]{16}|AIza[\w-]{30,}|npm_\w{30,}|kymo_\w{16,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*)/g
/** `name=value` in the query of an address or in a list of settings. */
const PAIRS = /([?&;,\s]|^)([\w.-]{2,64})=([^&;,\s]+)/g

/**
 * Arguments with what looks like a secret replaced by `***`: the value of a flag or variable whose name says so, user name and
 * password in an address, and keys of well-known forms. A secret without a name and a form of its own is not recognised.
 */
export function maskArguments(args: readonly string[]): string[] {
  const masked: string[] = []
  let isNextSecret = false
  for (const arg of args) {
    const isFlag = /^--?[a-z]/i.test(arg)
    masked.push(isNextSecret && !isFlag ? MASK : maskArgument(arg))
    isNextSecret = isFlag && !arg.includes('=') && isSecretName(arg.replace(/^-+/, ''), '')
  }
  return masked
}

/** {@link maskArguments} for one text. */
export function maskText(text: string): string {
  return (
    text
      .replace(URL_CREDENTIALS, `$1${MASK}@`)
      .replace(KNOWN_SECRETS, MASK)
      // oxlint-disable-next-line max-params -- the groups of the pattern
      .replace(PAIRS, (pair: string, before: string, name: string, value: string) =>
        isSecretName(name, value) ? `${before}${name}=${MASK}` : pair,
      )
  )
}

function maskArgument(arg: string): string {
  const [, name, value] = /^-*([\w.-]+)[=:](.+)$/s.exec(arg) ?? []
  if (name !== undefined && value !== undefined && isSecretName(name, value)) {
    return arg.slice(0, arg.length - value.length) + MASK
  }
  return maskText(arg)
}

function isSecretName(name: string, value: string): boolean {
  // fooBar → foo-bar, APIKey → API-Key
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
  if (!SECRET_NAME.test(words)) return false
  if (!WEAK_NAME.test(words) || /(api|access|secret|private|auth)[-_]?keys?$/.test(words)) return true
  // `--key 5` and `sort.key=loss` are no secrets; a long mixture of letters and digits is.
  return value === '' ? false : value.length >= 16 && /\d/.test(value) && /[a-z]/i.test(value)
}
