"""Every Korean sentence the bot says."""
