"""The audit of reads and writes about a student."""
