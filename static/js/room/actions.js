/**
 * @import { StreamEvent } from "../stream/events.js"
 * @import { Silence } from "../voice/silence.js"
 * @import { Voice } from "../voice/voice.js"
 * @import { Room } from "./room.js"
 */

const INTERRUPTED_MS = 5_000

/**
 * @template Target
 * @typedef {{[Type in StreamEvent["type"]]?: (target: Target, event: Extract<StreamEvent, {type: Type}>) => void}} Table
 */

/**
 * What each event of the stream does to the room.
 * @type {Table<Room>}
 */
export const actions = {
  "question.started": (room, { turn, kind, topic }) => room.beginQuestion(turn, kind, topic),
  "token": (room, { turn, text }) => room.transcript.turn(turn).push(text),
  "sentence": (room, sentence) => room.reader.take(room.transcript.turn(sentence.turn), sentence),
  "question.done": (room, { turn, text, timings }) => {
    room.transcript.turn(turn).finish(text)
    if (timings.queue_ms >= INTERRUPTED_MS) room.refresh() // the API tells how much of that was an interruption
  },
  "question.failed": (room, { turn, ...failure }) => room.failQuestion(turn, failure),
  "interview.state": (room, { status, ends_at }) => {
    room.progress.timeLeft.until(ends_at, status === "paused")
    room.enter(status)
  },
  "reset": (room, { turns }) => room.reset(turns),
}

/**
 * What the events of a question do if the API has told the page all of it before the stream does: somebody may be writing
 * the answer by now, so they only have it read to screen readers.
 * @type {Table<Room>}
 */
export const readings = {
  "question.started": (room, { turn: number }) => {
    const turn = room.transcript.turn(number)
    if (!turn.isPassed) room.reader.begin(turn, room.language)
  },
  "sentence": actions.sentence,
  "question.done": (room, { turn }) => room.questionComplete(room.transcript.turn(turn)),
}

/**
 * What each event does to the voice, even for a question whose text the page had from the start.
 * @type {Table<Voice | Silence>}
 */
export const sounds = {
  "question.started": (voice, event) => voice.begin(event),
  "sentence": (voice, event) => voice.learn(event),
  "audio": (voice, event) => void voice.take(event),
  "audio.skipped": (voice, event) => voice.skip(event),
  "question.done": (voice, event) => voice.finish(event),
  "question.failed": (voice, { turn }) => voice.drop(turn),
  "reset": (voice) => voice.dropAll(),
}

/**
 * Do to `target` what `table` says about the event. An event that the table does not list is ignored.
 * @template Target
 * @param {Table<Target>} table
 * @param {Target} target
 * @param {StreamEvent} event
 */
export function apply(table, target, event) {
  if (!Object.hasOwn(table, event.type)) return
  const action = /** @type {((target: Target, event: StreamEvent) => void) | undefined} */ (table[event.type])
  action?.(target, event)
}
