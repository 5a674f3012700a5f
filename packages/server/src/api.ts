/** The query API's types and the decoder of its one binary answer. Safe in a browser: imports nothing of Node. */
export type {
  BucketSeries,
  ChartAnswer,
  ChartRequest,
  ChartSeries,
  Entry,
  FolderInfo,
  MetricInfo,
  Num,
  PointPage,
  ProjectInfo,
  RawSeries,
  RunDetail,
  RunEvent,
  RunInfo,
  RunList,
  RunParent,
  RunRef,
  RunState,
  Value,
  XAxis,
} from './api/types.ts'
export { CHART_MEDIA_TYPE, decodeChart } from './api/chart-wire.ts'
export type * from './api/artifact-types.ts'
export type * from './api/file-types.ts'
export type * from './api/trace-types.ts'
export type * from './api/value-types.ts'
