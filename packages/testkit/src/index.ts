export { buildSpan } from './build-span.ts'
export { buildRunLog, writeRunFolder, type RunLogOptions } from './build-run-folder.ts'
export { runChild, startChild, type Child, type ChildExit, type ChildOptions } from './child.ts'
export { FakeContents } from './fake-contents.ts'
export { FakePulse } from './fake-pulse.ts'
export { FakeTimers, settle } from './fake-timers.ts'
export {
  startFakeKymoServer,
  type FakeKymoServer,
  type FakeKymoServerOptions,
  type SeenRequest,
} from './fake-kymo-server.ts'
export {
  startFakeOtlpReceiver,
  type FakeOtlpReceiver,
  type OtlpAnswer,
  type OtlpCall,
} from './fake-otlp-receiver.ts'
export { FaultFiles, type FaultOperation } from './fault-files.ts'
export { KYMO_WIRE_CASES, type WireCase, type WireSubject } from './kymo-wire-conformance.ts'
export { type Answer, type Fault } from './faults.ts'
export { seededBytes, seededRandom } from './seeded-random.ts'
export { createTempDir, type TempDir } from './temp-dir.ts'
export { waitFor, type WaitForOptions } from './wait-for.ts'
