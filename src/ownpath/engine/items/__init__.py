"""Items: templates that make them, pages that show them, graders that read the answers."""
