"""From words to pledges: what is understood, and what is answered."""
