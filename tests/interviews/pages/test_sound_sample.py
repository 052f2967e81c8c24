"""The sample of the sound check, and who hears the voice."""

import io
import json
import wave
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.composition import current
from interviews.models import Interview
from interviews.pages import sound_sample
from interviews.pages.sound_sample import SoundSamples, make_in_a_child
from streaming.speech import SpeechError
from tests.interviews.composed import composed

pytestmark = [pytest.mark.django_db, pytest.mark.process]  # samples are made in a process of their own


@pytest.fixture
def interview() -> Interview:
    return services.create_interview(demo.position("ko"), "김하늘")


@pytest.fixture
def entered(client: Client, interview: Interview) -> Client:
    """Return a browser that has entered through the invitation."""
    link = reverse("interviews:invitation", args=[services.make_invitation(interview)])
    client.post(link, {"consent": "yes", "version": services.CONSENT_VERSION, "language": "ko"})
    return client


def sample(interview: Interview) -> str:
    return reverse("interviews:voice-sample", args=[interview.pk])


def voice(client: Client, interview: Interview) -> Any:
    """Return what the room's scripts are told about the voice."""
    page = client.get(reverse("interviews:room", args=[interview.pk])).content.decode()
    data = page.split('<script id="room-data" type="application/json">')[1].split("</script>")[0]
    return json.loads(data)["voice"]


def test_a_candidate_hears_a_sample_in_the_interviews_language(entered: Client, interview: Interview) -> None:
    assert voice(entered, interview) == {"sample": sample(interview)}
    response = entered.get(sample(interview))
    assert (response.status_code, response["Content-Type"]) == (200, "audio/wav")
    assert "private" in response["Cache-Control"]
    with wave.open(io.BytesIO(response.content)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (24_000, 1, 2)
        assert 2 < file.getnframes() / file.getframerate() < 12


def test_a_sample_is_synthesized_once(entered: Client, interview: Interview) -> None:
    first = entered.get(sample(interview)).content
    assert entered.get(sample(interview)).content == first
    made: list[str] = []
    samples = SoundSamples(lambda language, voice: (made.append(language + voice), b"RIFF")[1])
    assert samples.get("ko", "") is samples.get("ko", "")
    assert samples.get("ko", "jm_kumo") and made == ["ko", "kojm_kumo"]


def test_others_get_no_sample(client: Client, interview: Interview) -> None:
    assert client.get(sample(interview)).status_code == 404


def test_an_interview_in_writing_has_no_voice(entered: Client, interview: Interview) -> None:
    Interview.objects.filter(pk=interview.pk).update(voice=False)
    assert voice(entered, interview) is None
    assert entered.get(sample(interview)).status_code == 404


def test_a_site_without_a_voice_has_none(entered: Client, interview: Interview) -> None:
    with composed(voice_enabled=False):
        assert voice(entered, interview) is None
        assert entered.get(sample(interview)).status_code == 404


def test_an_unavailable_voice_is_a_503_with_an_explanation(entered: Client, interview: Interview) -> None:
    with composed(make_sample=lambda language, voice: make_in_a_child(Path("/no/manage.py"), language, voice)):
        response = entered.get(sample(interview), headers={"accept-language": "ko"})
    assert response.status_code == 503
    assert "음성" in response.content.decode()


@pytest.mark.parametrize("name", ["nobody", "--help", "a\0b", "; touch x"])
def test_a_voice_that_does_not_exist_is_replaced_by_the_default_or_refused(name: str) -> None:
    with suppress(SpeechError):
        assert current().make_sample("en", name)[:4] == b"RIFF"


def test_a_sample_that_takes_too_long_is_given_up() -> None:
    samples = SoundSamples(lambda language, voice: b"RIFF")
    with samples._making, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sound_sample, "PATIENCE_SECONDS", 0.01)
        with pytest.raises(SpeechError):
            samples.get("ko", "one that was never made")


def test_a_sample_that_is_ready_waits_for_no_other() -> None:
    samples = SoundSamples(lambda language, voice: b"RIFF")
    ready = samples.get("ko", "")
    with samples._making:
        assert samples.get("ko", "") is ready
