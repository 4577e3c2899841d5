"""The append-only ledger of what students showed."""
