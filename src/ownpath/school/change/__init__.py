"""How a district moves: vision, council, opportunities, eager teachers, pilots and cycles, practice cards, playbook."""
