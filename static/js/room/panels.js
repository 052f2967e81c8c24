/** The page's cards, one for each state of the interview that has something to say; at most one shows. */
export class Panels {
  constructor(elements) {
    this.elements = [...elements]
    this.shown = this.elements.find((panel) => !panel.hidden)?.dataset.panel ?? ""
  }

  /** Add to a panel why it shows. */
  describe(name, reason) {
    this.#find(name).querySelector("[data-reason]").textContent = reason
  }

  /** Show the panel of that name, if there is one. Returns it where it was not shown before. */
  show(name) {
    const before = this.shown
    this.shown = name
    for (const panel of this.elements) panel.hidden = panel.dataset.panel !== name
    return before === name ? undefined : this.#find(name)
  }

  #find(name) {
    return this.elements.find((panel) => panel.dataset.panel === name)
  }
}
