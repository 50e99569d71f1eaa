"""People, groups, invitations and the audit log in the state database."""
