/** A browser of several tabs for the drafts, in memory: what a tab writes reaches the others late, or never. */

/**
 * @param {{Drafts: any, parse: any, written: any, merged: any}} modules
 */
export function makeBrowser({ Drafts, parse, written, merged }) {
  const browser = { shared: new Map(), disk: new Map(), flushed: new Map(), tabs: [], pages: 0, time: 1_000_000 }

  class Store {
    constructor() {
      this.session = new Map()
      this.view = new Map(browser.shared) // what this tab's process knows of localStorage
      this.isRetired = false
      this.mail = []
    }
    all() {
      const turns = new Set([...this.view.keys(), ...this.session.keys()])
      return new Map([...turns].map((turn) => [turn, this.read(turn)]))
    }
    read(turn) {
      return merged(parse(this.view.get(turn) ?? null), parse(this.session.get(turn) ?? null))
    }
    write(turn, draft) {
      const text = written(draft)
      if (this.isRetired) return this.session.set(turn, text)
      this.view.set(turn, text)
      browser.shared.set(turn, text)
      browser.disk.set(turn, text)
      for (const tab of browser.tabs) if (tab.store !== this) tab.store.mail.push([turn, text])
    }
    remove(turn) {
      const old = this.view.get(turn) ?? null
      for (const map of [this.view, browser.shared, browser.disk, this.session]) map.delete(turn)
      for (const tab of browser.tabs) if (tab.store !== this) tab.store.mail.push([turn, null, old])
    }
    retire() {
      if (this.isRetired) return
      const drafts = this.all()
      this.isRetired = true
      for (const [turn, draft] of drafts) {
        this.remove(turn)
        this.write(turn, draft)
      }
    }
  }

  browser.open = () => {
    const store = new Store()
    browser.pages += 1
    const page = `page${browser.pages}`
    const drafts = new Drafts(store, { page, now: () => browser.time })
    const tab = { store, drafts, turn: 1, shown: drafts.get(1), box: drafts.get(1).text }
    drafts.delegate = {
      draftChanged(turn) {
        if (turn !== tab.turn) return
        tab.shown = drafts.get(turn)
        tab.box = tab.shown.text
      },
    }
    browser.tabs.push(tab)
    return tab
  }
  browser.type = (tab, text) => {
    browser.time += 1
    tab.box = text
    tab.shown = tab.drafts.write(tab.turn, text, tab.shown)
  }
  browser.deliver = (tab) => {
    for (const [turn, text, old] of tab.store.mail.splice(0)) {
      if (text === null) tab.store.view.delete(turn)
      else tab.store.view.set(turn, text)
      if (text !== null) tab.drafts.received(turn, parse(text))
      else tab.drafts.removed(turn, parse(old))
    }
  }
  /** The browser's process dies: localStorage is as it was last written out, the journal is complete. */
  browser.crash = () => {
    browser.tabs = []
    browser.shared = new Map(browser.flushed)
    const tab = browser.open()
    for (const [turn, text] of browser.disk) tab.drafts.recovered(turn, parse(text))
    return tab
  }
  browser.flush = () => {
    browser.flushed = new Map(browser.shared)
  }
  browser.close = (tab) => {
    browser.tabs = browser.tabs.filter((other) => other !== tab)
  }
  return browser
}
