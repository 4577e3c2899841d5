"""What records staff open: imports, people, problems, audit."""
