"""A cache of recent clips: the same opening question is spoken in many interviews. Pure."""

from collections import OrderedDict
from collections.abc import Hashable

from .clip import Clip


class ClipCache:
    """Least recently used, bounded by the bytes of its clips."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes, self._bytes = most_bytes, 0
        self._clips: OrderedDict[Hashable, Clip] = OrderedDict()

    def get(self, key: Hashable) -> Clip | None:
        """Return the clip of that key, None if it is not kept."""
        clip = self._clips.get(key)
        if clip:
            self._clips.move_to_end(key)
        return clip

    def put(self, key: Hashable, clip: Clip) -> None:
        """Keep a clip, and drop the least recently used ones that no longer fit."""
        replaced = self._clips.pop(key, None)
        self._bytes += clip.size - (replaced.size if replaced else 0)
        self._clips[key] = clip
        while self._bytes > self._most_bytes:
            _, oldest = self._clips.popitem(last=False)
            self._bytes -= oldest.size
