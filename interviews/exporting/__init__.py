"""Exports: interviews as PDF, CSV or JSON files, made in the worker and fetched by who asked for them."""
