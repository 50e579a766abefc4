"""Notices of changes, as an outbox to look at first: letters, mail-merge sheets, messages and invitations."""
