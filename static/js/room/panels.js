/** The page's cards, one for each status of the interview that needs an explanation. At most one is visible. */
export class Panels {
  /** @param {Iterable<HTMLElement>} elements */
  constructor(elements) {
    this.elements = [...elements]
    this.shown = this.elements.find((panel) => !panel.hidden)?.dataset.panel ?? ""
  }

  /**
   * Show the panel of that name, if there is one, and hide the others.
   * @param {string} name
   * @returns {HTMLElement | undefined} the panel, unless it was visible before
   */
  show(name) {
    const before = this.shown
    this.shown = name
    for (const panel of this.elements) panel.hidden = panel.dataset.panel !== name
    return before === name ? undefined : this.elements.find((panel) => panel.dataset.panel === name)
  }
}
