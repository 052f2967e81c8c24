/** What each event of the stream does to the room. An event of another type is ignored. */
export const actions = {
  "question.started": (room, { turn, kind, topic }) => room.beginQuestion(turn, kind, topic),
  "token": (room, { turn, text }) => room.transcript.turn(turn).push(text),
  "question.done": (room, { turn, text }) => room.transcript.turn(turn).finish(text),
  "question.failed": (room, { turn, ...failure }) => room.failQuestion(turn, failure),
  "interview.state": (room, { status }) => room.enter(status),
  "reset": (room, { turns }) => room.reset(turns),
}
