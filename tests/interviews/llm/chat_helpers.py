"""Helpers for tests that use a chat model."""

import asyncio
from collections.abc import Callable
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage, SystemMessage

from interviews.llm.remote.chat_model import RemoteChatModel

CHAT = [SystemMessage("You ask."), HumanMessage("a secret answer"), AIMessage("Why?"), HumanMessage("my last words")]
KEY = "sk-do-not-tell"
SECONDS = 20
NEVER_SECONDS = 3600

Served = Callable[..., RemoteChatModel]


async def asked(model: BaseChatModel, **options: Any) -> list[AIMessageChunk]:
    async with asyncio.timeout(SECONDS):
        return [chunk async for chunk in model.astream(CHAT, **options)]


def text_of(chunks: list[AIMessageChunk]) -> str:
    return "".join(str(chunk.content) for chunk in chunks)
