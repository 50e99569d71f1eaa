"""Korean time phrases -> schedules; pure."""
