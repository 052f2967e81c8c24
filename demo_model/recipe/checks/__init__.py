"""Whether the exported file works, and how well."""
