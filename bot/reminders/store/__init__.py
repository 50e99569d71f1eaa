"""Reminders, drafts, deliveries and boards in the state database."""
