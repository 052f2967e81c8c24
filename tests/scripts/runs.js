/** One run of "type, break something, come back". Every word is typed once, and must stay within reach. */

/** @param {number} seed */
function random(seed) {
  let state = seed + 1
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

/**
 * Return the words that are out of reach after the run, with what was done.
 * @param {any} browser
 * @param {number} seed
 * @param {{answerText: (text: string) => string}} text
 */
export function play(browser, seed, { answerText }) {
  const next = random(seed)
  const pick = (list) => list[Math.floor(next() * list.length)]
  const typed = []
  const log = []
  let answer = null // as the server has it
  browser.open()

  // People are slower than a browser: before anything but typing, every tab has heard of what the others wrote.
  const settle = () => {
    for (let round = 0; round < 3; round += 1) for (const tab of browser.tabs) browser.deliver(tab)
  }
  const learn = (tab) => {
    if (answer !== null) tab.drafts.answered(1, answer)
  }
  const actions = {
    type(tab) {
      const word = `w${typed.length}.`
      typed.push(word)
      browser.type(tab, `${tab.box} ${word}`)
    },
    replace(tab) {
      const rest = tab.shown.others[0]
      if (rest) tab.drafts.exchange(1, rest)
      tab.drafts.delegate.draftChanged(1)
    },
    hear: (tab) => browser.deliver(tab),
    open: () => learn(browser.open()),
    close(tab) {
      settle()
      browser.close(tab)
      if (!browser.tabs.length) learn(browser.open())
    },
    flush: () => browser.flush(),
    crash() {
      settle()
      learn(browser.crash())
    },
    send(tab) {
      answer ??= answerText(tab.box) || null
      if (next() < 0.5) learn(tab) // otherwise the reply is lost
    },
    wake(tab) {
      settle()
      tab.drafts.reloaded()
      learn(tab)
    },
  }
  const names = ["type", "type", "type", "type", "hear", ...Object.keys(actions)]
  for (let step = 0; step < 60; step += 1) {
    const name = pick(names)
    log.push(name)
    actions[name](pick(browser.tabs))
  }
  settle()
  if (seed % 2) for (const tab of browser.tabs) tab.drafts.retire()
  else browser.open()
  const shown = browser.tabs.flatMap((tab) => [tab.box, ...tab.drafts.turns.flatMap((turn) => tab.drafts.unsent(turn))])
  const reach = [answer ?? "", ...shown].join("\n")
  return { seed, log, typed: typed.length, lost: typed.filter((word) => !reach.includes(word)) }
}
