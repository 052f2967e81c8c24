/**
 * The types of the stream's events (docs/architecture.md, "Events") and of the API's snapshots.
 *
 * `id` is the position of a logged event; offsets into a question's text count code points.
 *
 * @typedef {{type: "question.started", id: string, turn: number, kind: string, topic: string}} QuestionStarted
 * @typedef {{type: "token", id: string, turn: number, text: string}} Token
 * @typedef {{type: "question.failed", id: string, turn: number} & Failure} QuestionFailed
 * @typedef {{type: "interview.state", id?: undefined, status: string, ends_at?: string}} InterviewState
 * @typedef {{type: "reset", id?: undefined, turns: TurnFacts[]}} Reset
 *
 * @typedef {object} Sentence
 * @property {"sentence"} type
 * @property {string} id
 * @property {number} turn
 * @property {number} index
 * @property {string} text
 * @property {number} start
 * @property {number} end
 * @property {boolean} [final] false for a clause whose sentence goes on
 *
 * @typedef {object} Audio
 * @property {"audio"} type
 * @property {string} id
 * @property {number} turn
 * @property {number} sentence
 * @property {boolean} last whether it is the sentence's last part
 * @property {string} data a whole sound file, in Base64
 *
 * @typedef {object} QuestionDone
 * @property {"question.done"} type
 * @property {string} id
 * @property {number} turn
 * @property {string} text
 * @property {number} sentences how many
 * @property {{queue_ms: number}} timings
 *
 * @typedef {object} AudioSkipped
 * @property {"audio.skipped"} type
 * @property {string} id
 * @property {number} turn
 * @property {number} sentence
 * @property {string} reason "empty" if there is nothing to say
 *
 * @typedef {(
 *   QuestionStarted | Token | Sentence | Audio | AudioSkipped | QuestionDone | QuestionFailed | InterviewState | Reset
 * )} StreamEvent
 *
 * @typedef {object} Failure
 * @property {string} [code] of the event, such as cancelled
 * @property {string} message fit for the candidate
 * @property {boolean} retryable
 *
 * @typedef {object} TurnFacts
 * @property {number} turn
 * @property {string} kind open, follow_up, clarify or close
 * @property {string} topic
 * @property {string} status queued, running, asked, failed, answered, skipped, rephrased or closed
 * @property {string} question
 * @property {string} answer
 * @property {Failure} [failure] only if the question failed
 * @property {number} [interrupted_seconds] only if the interviewer was away before the question
 *
 * @typedef {object} Snapshot
 * @property {number} interview
 * @property {string} status
 * @property {string} language
 * @property {string} [ends_at] when the time is up, if it is limited and the interview has begun
 * @property {TurnFacts[]} turns
 * @property {string} last_event_id the position that `turns` covers; empty before the first
 */

export {}
