"""From a question in words to the pledges it means."""
