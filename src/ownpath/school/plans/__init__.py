"""Goals, offers with reasons, choices, pins and vetoes, pace."""
