const MAX_LINES = 12
const SPOKEN_MS = 30_000 // by then it was spoken, and would only be in the way of who reads the page

/** Speaks to screen readers through a hidden polite region: whole sentences, because single tokens make them stutter. */
export class Announcer {
  /** @param {HTMLElement} region */
  constructor(region) {
    this.region = region
  }

  /**
   * @param {string} text
   * @param {string} [language] of the text; the page's language unless given
   */
  say(text, language = document.documentElement.lang) {
    // Append instead of replacing, or text that is still waiting to be spoken would be lost.
    const line = document.createElement("p")
    line.lang = language
    line.textContent = text
    this.region.append(line)
    setTimeout(() => line.remove(), SPOKEN_MS)
    while (this.region.children.length > MAX_LINES) this.region.firstElementChild?.remove()
  }
}
