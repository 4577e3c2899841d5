"""Live Oak, a district that does not exist: people, a term of simulated evidence, and a cast to sign in as."""
