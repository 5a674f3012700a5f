import type { Page } from 'playwright-core'

/** A text that is too pale for its background. */
export interface PaleText {
  readonly text: string
  /** Of the text to its background, 1 to 21. */
  readonly ratio: number
  readonly colours: string
}

/**
 * Texts of a page that miss the contrast of WCAG 2.2 AA: 4.5, and 3 for large ones. Counts what is seen: not what is hidden or disabled,
 * nor what a canvas draws.
 */
export function findPaleTexts(page: Page): Promise<PaleText[]> {
  return page.evaluate(() => {
    type Colour = readonly [red: number, green: number, blue: number, alpha: number]
    const parse = (text: string): Colour => {
      const parts = (text.match(/[\d.]+/g) ?? []).map(Number)
      // `color-mix()` comes out as `color(srgb r g b / a)`, with shares of one.
      const scale = text.startsWith('color(') ? 255 : 1
      const [red = 0, green = 0, blue = 0, alpha = 1] = parts
      return [red * scale, green * scale, blue * scale, alpha]
    }
    const over = ([red, green, blue, alpha]: Colour, below: Colour): Colour => {
      const mix = (top: number, bottom: number): number => top * alpha + bottom * (1 - alpha)
      return [mix(red, below[0]), mix(green, below[1]), mix(blue, below[2]), 1]
    }
    const luminance = ([red, green, blue]: Colour): number => {
      const linear = (channel: number): number => {
        const share = channel / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      }
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
    const ancestors = (element: Element): Element[] => {
      const chain: Element[] = []
      for (let at: Element | null = element; at !== null; at = at.parentElement) chain.push(at)
      return chain
    }
    const backgroundOf = (element: Element): Colour =>
      ancestors(element)
        .map((each) => parse(getComputedStyle(each).backgroundColor))
        .reduceRight<Colour>((below, colour) => over(colour, below), [255, 255, 255, 1])
    const isSeen = (element: Element, node: Text): boolean => {
      const range = document.createRange()
      range.selectNode(node)
      const { width, height } = range.getBoundingClientRect()
      // Words for screen readers are one pixel wide.
      const box = element.getBoundingClientRect()
      const isClipped = Math.min(box.width, box.height) <= 1
      return (
        width >= 1 &&
        height >= 1 &&
        !isClipped &&
        getComputedStyle(element).visibility === 'visible' &&
        element.closest('[disabled], [aria-disabled="true"]') === null
      )
    }
    const found = new Map<string, PaleText>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode as Text
      const element = node.parentElement
      const text = node.data.trim()
      if (element === null || text === '' || !isSeen(element, node)) continue
      const style = getComputedStyle(element)
      const opacity = ancestors(element).reduce(
        (share, each) => share * Number(getComputedStyle(each).opacity),
        1,
      )
      if (opacity === 0) continue
      const background = backgroundOf(element)
      const [red, green, blue, alpha] = parse(element instanceof SVGElement ? style.fill : style.color)
      const shades = [over([red, green, blue, alpha * opacity], background), background].map(luminance)
      const ratio = (Math.max(...shades) + 0.05) / (Math.min(...shades) + 0.05)
      const size = Number.parseFloat(style.fontSize)
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
      if (ratio >= (isLarge ? 3 : 4.5)) continue
      const colours = `${style.color} on ${background.slice(0, 3).map(Math.round).join(' ')}`
      found.set(`${text} ${colours}`, { text, ratio: Math.round(ratio * 100) / 100, colours })
    }
    return [...found.values()]
  })
}
