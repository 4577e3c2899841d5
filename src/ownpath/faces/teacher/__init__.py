"""What a teacher opens: my room, a student's page, an observation in two taps."""
