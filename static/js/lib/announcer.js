const KEPT = 12

/**
 * Speaks to screen readers through a hidden polite region: whole sentences, never tokens, on which they stutter.
 */
export class Announcer {
  constructor(region) {
    this.region = region
  }

  say(text, language = document.documentElement.lang) {
    // Added, not replaced: what is still waiting to be spoken would be lost.
    const line = document.createElement("p")
    line.lang = language
    line.textContent = text
    this.region.append(line)
    while (this.region.children.length > KEPT) this.region.firstElementChild.remove()
  }
}
