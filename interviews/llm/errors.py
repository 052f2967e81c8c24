"""What can go wrong with a model. Backends translate their vendor's errors into these once."""


class ModelError(Exception):
    """The model gave no answer. `code` is that of `question.failed`; the message tells operators what to do."""

    code = "internal"


class ModelUnavailable(ModelError):
    """The model cannot be loaded, or its server does not answer as it should."""

    code = "model_unavailable"


class StemRefused(ModelUnavailable):
    """The server cannot continue a stem (a last message of the assistant's). The same chat without it may succeed."""

    code = "stem_refused"


class PromptTooLong(ModelError):
    """The prompt leaves no room for a question in the model's context."""

    code = "prompt_too_long"


class ModelTimeout(ModelError):
    """The answer was not complete within its time limit."""

    code = "timeout"
