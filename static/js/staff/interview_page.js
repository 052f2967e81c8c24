/** Builds the page of one interview for staff (templates/staff/interview.html). */
import { Announcer } from "../lib/announcer.js"
import { find } from "../lib/find.js"
import { Phrases } from "../lib/phrases.js"
import { StatusLine } from "../room/status_line.js"
import { Connection } from "../stream/connection.js"
import { EventSourceTransport } from "../stream/event_source_transport.js"
import { Parts } from "./parts.js"
import { Replay } from "./replay.js"
import { Watch } from "./watch.js"

/**
 * @import { Scene } from "./scenes.js"
 *
 * @typedef {object} WatchData
 * @property {number} interview
 * @property {string} position up to which the page has the text
 * @property {boolean} over
 */

/** @param {string} id */
const element = (id) => find(document, `#${id}`, HTMLElement)

/** @type {WatchData} */
const data = JSON.parse(element("watch-data").textContent ?? "")
/** @type {Scene[]} */
const timeline = JSON.parse(element("timeline").textContent ?? "")
const phrases = new Phrases(find(document, "#phrases", HTMLTemplateElement))

const print = find(document, "[data-print]", HTMLButtonElement)
print.hidden = false
print.addEventListener("click", () => window.print())

if (timeline.length) new Replay(find(document, "[data-replay]", HTMLElement), timeline, phrases)

if (!data.over) {
  const stream = `/v1/interviews/${data.interview}/stream?audio=0`
  const announcer = new Announcer(element("announcer"))
  const watch = new Watch(
    new Parts(element("main"), `/staff/interviews/${data.interview}/parts/`),
    new StatusLine(element("connection"), phrases, announcer),
    announcer,
    (delegate) => new Connection((ends) => new EventSourceTransport(stream, ends), delegate),
  )
  watch.start(data.position, phrases.say("refused"))
}
