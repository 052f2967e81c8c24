"""What can go wrong with a model, translated once from what vendors raise."""


class ModelError(Exception):
    """`code` is a failure code of `question.failed`; the message is for operators and says what to do next."""

    code = "internal"


class ModelUnavailable(ModelError):
    code = "model_unavailable"


class PromptTooLong(ModelError):
    code = "prompt_too_long"


class ModelTimeout(ModelError):
    code = "timeout"
