/** What each event of the stream does to the room. An event of another type is ignored. */
export const actions = {
  "question.started": (room, { turn, kind, topic }) => room.beginQuestion(turn, kind, topic),
  "token": (room, { turn, text }) => room.transcript.turn(turn).push(text),
  "sentence": (room, { turn, ...sentence }) => room.reader.take(room.transcript.turn(turn), sentence),
  "question.done": (room, { turn, text }) => room.transcript.turn(turn).finish(text),
  "question.failed": (room, { turn, ...failure }) => room.failQuestion(turn, failure),
  "interview.state": (room, { status }) => room.enter(status),
  "reset": (room, { turns }) => room.reset(turns),
}

/** What it does to the voice, which is also told of a question whose text the page had from the start. */
export const sounds = {
  "question.started": (voice, { turn, id }) => voice.begin(turn, id),
  "sentence": (voice, sentence) => voice.learn(sentence),
  "audio": (voice, clip) => voice.take(clip),
  "audio.skipped": (voice, clip) => voice.skip(clip),
  "question.done": (voice, { turn, sentences }) => voice.finish(turn, sentences),
  "question.failed": (voice, { turn }) => voice.drop(turn),
  "reset": (voice) => voice.dropAll(),
}
