import { createStyle, type Screen } from '../src/output/screen.ts'

/** A screen that remembers what was written. For tests. */
export interface TestScreen extends Screen {
  readonly text: string
}

export function createTestScreen(
  options: { isTty?: boolean; columns?: number; hasColor?: boolean } = {},
): TestScreen {
  const { isTty = false, columns, hasColor = false } = options
  let text = ''
  return {
    isTty,
    columns,
    style: createStyle(hasColor),
    write: (chunk) => {
      text += chunk
    },
    get text() {
      return text
    },
  }
}
