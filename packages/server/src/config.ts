/** Limits of the HTTP edge. Each is generous for what it guards and small next to what would hurt. */
export const LIMITS = {
  /** A metric name of 10 kB in emoji is 30 kB once it is percent-encoded. */
  urlBytes: 49_152,
  headerBytes: 65_536,
  headerCount: 100,
  jsonDepth: 32,
  jsonBytes: 1_048_576,
  sessionBytes: 4096,
  /** Raw bytes of appends that are held in memory at once, over all clients. */
  appendBytesInFlight: 268_435_456,
  /** Of one OTLP request, compressed and not: what the OpenTelemetry collector allows by default. */
  otlpBytes: 20_971_520,
  /** Memory that all OTLP requests together may be expected to take. */
  otlpBytesInFlight: 536_870_912,
  /** Spans, attributes and values of one OTLP request. */
  otlpPartCount: 1_000_000,
  eventStreamCount: 1000,
  connectionCount: 4000,
  /** Requests of one key, or of one address where no key is needed. */
  requestsPerSecond: 2000,
  requestBurst: 5000,
  /** A route that reads no body puts up with one of this length. */
  unreadBodyBytes: 4096,
  /** Wrong keys from one address before it has to wait. */
  failedLoginBurst: 20,
  failedLoginsPerSecond: 0.2,
  chartSeriesCount: 10_000,
  pointCount: 100_000,
  runCount: 1000,
} as const

/** Times of the HTTP edge, in milliseconds. */
export const TIMES = {
  headersMs: 15_000,
  /** A client may send 8 MiB at 32 kB/s. */
  requestMs: 300_000,
  /** No byte in either direction; event streams send a comment more often. */
  idleSocketMs: 60_000,
  keepAliveMs: 65_000,
  eventHeartbeatMs: 15_000,
  /** A run that changes all the time is told at most this often. */
  eventIntervalMs: 100,
  /** A reader of events that takes nothing for this long is dropped. */
  eventStallMs: 45_000,
  /** A week. */
  sessionMs: 604_800_000,
  closeMs: 5000,
  /** An upload that has not grown for a week is given up. */
  uploadMs: 604_800_000,
  collectMs: 3_600_000,
  /** Content that nothing names is looked for this often. */
  sweepMs: 21_600_000,
  /** Content that was written or asked for since stays: the record that names it may be on its way. */
  blobGraceMs: 86_400_000,
} as const

/** Where a server listens when nothing is said: this machine only. */
export const DEFAULT_HOST = '127.0.0.1'
/** Not the default of any tracker that may run beside it. */
export const DEFAULT_PORT = 8765
/** How many ports after the default one are tried when it is taken. */
export const PORT_TRIES = 20
