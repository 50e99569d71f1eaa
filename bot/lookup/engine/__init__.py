"""The search engine: vocabulary, index, matching and scoring; pure."""
