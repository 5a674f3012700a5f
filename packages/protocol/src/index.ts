/** The Kymo run log: record schema, framing reader and writer, JSON value rules. Pure: no network, no clock, no state. */
export { compileRunFilter, type PatternCompiler, type RunTest } from './filter/compile-filter.ts'
export { compileRunOrder } from './filter/compile-order.ts'
export type { FilterableRun } from './filter/run-field.ts'
export { ProtocolError, isProtocolError, type ProtocolErrorCode } from './errors.ts'
export { comparePaths, manifestDigest, type DigestedEntry } from './digest/manifest-digest.ts'
export { BLOCK_BYTES, LOG_HEADER, MAX_RECORD_BYTES } from './log/format.ts'
export { FRAME_HEADROOM_BYTES, LogFramer } from './log/log-framer.ts'
export {
  LogReader,
  type DamageReason,
  type LogDamage,
  type LogEntry,
  type LogReaderOptions,
  type LogTail,
} from './log/log-reader.ts'
export {
  CHART_PRESETS,
  chartConfigJson,
  chartConfigPath,
  chartTableKey,
  type ChartSpec,
} from './media/chart-spec.ts'
export { confusionCounts, precisionRecallPoints, rocPoints, type Curve } from './media/classifier-curves.ts'
export {
  columnTypeJson,
  isMixed,
  mergeTypes,
  optionalType,
  typeOfValue,
  type ColumnType,
  type ImageLayers,
} from './media/column-type.ts'
export { ColumnTyper } from './media/column-typer.ts'
export {
  autoBinCount,
  binsProblem,
  computeBins,
  computeBinsBetween,
  DEFAULT_BINS,
  histogramJson,
  MAX_BINS,
  type Bins,
} from './media/histogram.ts'
export * from './media/media-json.ts'
export { mediaPath, safeKey, type MediaFolder, type MediaPathParts } from './media/media-path.ts'
export {
  boxesFileText,
  boxesJson,
  classLabelsConfig,
  labelsJson,
  labelsOf,
  type BoundingBox,
  type BoxesJson,
  type BoxLayer,
  type ClassLabels,
  type OverlayKind,
} from './media/overlays.ts'
export {
  incrementalTableArtifactName,
  sanitizeArtifactName,
  tableArtifactName,
} from './media/table-artifact-name.ts'
export * from './media/table-json.ts'
export { decodeRecord, encodeRecord, type LogRecord, type RecordInit } from './records/codec.ts'
export { HistoryDecoder, type HistoryRowView } from './records/history-decoder.ts'
export {
  HistoryEncoder,
  MAX_KEY_BYTES,
  type HistoryEncoderOptions,
  type HistoryRow,
  type ValueDrop,
} from './records/history-encoder.ts'
export {
  ARTIFACT_RECORD,
  EXIT_RECORD,
  FILES_RECORD,
  OUTPUT_RAW_RECORD,
  OUTPUT_RECORD,
  readArtifactContents,
  recordMemberOf,
  USE_ARTIFACT_RECORD,
  type ArtifactContent,
} from './records/record-fields.ts'
export {
  isWireFileName,
  isWireFolderName,
  parseRunFolderName,
  runFolderName,
  runLogFileName,
  runSpansFileName,
  type RunFolderNameParts,
} from './run-folder/run-folder-name.ts'
export { generateRunId, isRunId } from './run-folder/run-id.ts'
export { decodeTraceRequest } from './spans/decode-trace-request.ts'
export {
  decodeRpcStatus,
  decodeTraceResponse,
  encodeRpcStatus,
  encodeTraceResponse,
  type PartialSuccess,
  type RpcStatus,
} from './spans/export-response.ts'
export { encodeTraceRequest, MAX_SPAN_VALUE_DEPTH } from './spans/encode-trace-request.ts'
export { GEN_AI, GEN_AI_CONVENTIONS_VERSION, KYMO_SPAN, SPAN_SCHEMA_URL } from './spans/semantic-names.ts'
export type * from './spans/span-record.ts'
export { parseValueJson } from './values/parse-value-json.ts'
export {
  isPlainObject,
  MAX_VALUE_CHARS,
  MAX_VALUE_DEPTH,
  toValueJson,
  type DropReason,
  type ValueJson,
} from './values/to-value-json.ts'
export * from './wire/kymo-wire.ts'
export { decodePack, encodePack, packedSize, type PackedFile } from './wire/pack.ts'
