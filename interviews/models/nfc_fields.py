"""Text fields that keep what people type in NFC, whoever writes it: a form, a command, a service, or a bulk insert."""

from typing import Any

from django import forms
from django.db import models

from interviews.nfc import nfc


class NfcFormField(forms.CharField):
    """Composes before the form's own checks compare what was typed."""

    def to_python(self, value: Any) -> Any:
        return _composed(super().to_python(value))


class NfcField:
    """Mixed into a text field. In the database it is the plain field, so that it needs no migration of its own."""

    def to_python(self, value: Any) -> Any:
        return _composed(super().to_python(value))  # type: ignore[misc]

    def get_prep_value(self, value: Any) -> Any:
        return _composed(super().get_prep_value(value))  # type: ignore[misc]

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = _composed(super().pre_save(instance, add))  # type: ignore[misc]
        setattr(instance, self.attname, value)  # type: ignore[attr-defined]
        return value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": NfcFormField, **kwargs})  # type: ignore[misc]

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs  # type: ignore[attr-defined]


class NfcCharField(NfcField, models.CharField):
    def get_internal_type(self) -> str:
        return "CharField"


class NfcTextField(NfcField, models.TextField):
    def get_internal_type(self) -> str:
        return "TextField"


def _composed(value: Any) -> Any:
    return nfc(value) if isinstance(value, str) else value
