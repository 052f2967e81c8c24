/** The largest part of the visible height that the bar may take to stay at its top. */
const LARGEST_BAR = 1 / 9

/**
 * What is visible of the page, without what a soft keyboard covers. Keeps the bar with the progress at the top of it if
 * there is room, and gives the measures to the page's styles.
 */
export class Frame {
  /** Called when the measures may have changed. */
  changed = () => {}

  /** @param {HTMLElement} bar */
  constructor(bar) {
    this.bar = bar
    this.#measure()
    new ResizeObserver(() => this.handleEvent()).observe(bar)
    addEventListener("resize", this)
    visualViewport?.addEventListener("resize", this)
  }

  /** In pixels. A page that was magnified with two fingers is not smaller. */
  get height() {
    return visualViewport ? Math.min(innerHeight, visualViewport.height * visualViewport.scale) : innerHeight
  }

  /** The first visible pixel below the bar, from the top of the window. */
  get top() {
    const isMagnified = visualViewport && visualViewport.scale > 1
    return (visualViewport && !isMagnified ? visualViewport.offsetTop : 0) + this.barHeight
  }

  get bottom() {
    return this.top - this.barHeight + this.height
  }

  /** 0 unless the bar stays at the top. */
  get barHeight() {
    return this.bar.hasAttribute("data-stays") ? this.bar.offsetHeight : 0
  }

  handleEvent() {
    this.#measure()
    this.changed()
  }

  #measure() {
    this.bar.toggleAttribute("data-stays", this.bar.offsetHeight <= this.height * LARGEST_BAR)
    const { style } = document.documentElement
    style.setProperty("--bar-height", `${this.barHeight}px`)
    style.setProperty("--visible-height", `${this.height}px`)
    style.setProperty("--covered-height", `${Math.max(0, innerHeight - this.height)}px`)
  }
}
