/** Why an answer is missing: `network` the server cannot be reached, `unauthorized` a key is needed, and so on. */
export type ApiErrorKind = 'network' | 'unauthorized' | 'not-found' | 'refused' | 'server'

/** A request that failed, with a text for people and what they can do about it. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind
  readonly status: number
  readonly remedy: string

  constructor(
    kind: ApiErrorKind,
    message: string,
    options: { status?: number; remedy?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'ApiError'
    this.kind = kind
    this.status = options.status ?? 0
    this.remedy = options.remedy ?? REMEDIES[kind]
  }
}

const REMEDIES: Readonly<Record<ApiErrorKind, string>> = {
  network:
    'Check that the server is running and that this machine can reach it. The page tries again by itself.',
  unauthorized: 'Log in with an API key of this server.',
  'not-found': 'It may have been deleted, or the address has a typing error.',
  refused: 'Reload the page. If that does not help, the server may be of another version than this page.',
  server: 'The log of the server says more. The page tries again by itself.',
}

export function isApiError(error: unknown, kind?: ApiErrorKind): error is ApiError {
  return error instanceof ApiError && (kind === undefined || error.kind === kind)
}

/** Reads a failed answer. The server's own text and remedy win where it gives them. */
export async function toApiError(response: Response): Promise<ApiError> {
  const { message, remedy } = readProblem(await response.text().catch(() => ''))
  return new ApiError(kindOf(response.status), message ?? `The server answered ${response.status}`, {
    status: response.status,
    ...(remedy === undefined ? {} : { remedy }),
  })
}

function kindOf(status: number): ApiErrorKind {
  if (status === 401) return 'unauthorized'
  if (status === 404) return 'not-found'
  return status >= 500 ? 'server' : 'refused'
}

function readProblem(text: string): { message?: string | undefined; remedy?: string | undefined } {
  try {
    const body = JSON.parse(text) as { error?: unknown; message?: unknown; remedy?: unknown }
    const error = typeof body.error === 'object' && body.error !== null ? (body.error as typeof body) : body
    return { message: textOf(error.message) ?? textOf(body.error), remedy: textOf(error.remedy) }
  } catch {
    return {}
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
